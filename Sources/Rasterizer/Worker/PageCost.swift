/// What a page is likely to cost, told without interpreting it.
enum PageCost {
    // Of text pages at 300 dpi on one core: 8.4 million pixels take 3 ms besides what is painted on them, a kilobyte of
    // deflated operators 0.3 ms, and a megabyte of JPEG 15 ms.
    private static let pixel = 0.4e-6, contentByte = 0.3e-3, imageByte = 15e-6

    static func milliseconds(pixels: Int, contentBytes: Int, imageBytes: Int) -> Double {
        Double(pixels) * pixel + Double(contentBytes) * contentByte + Double(imageBytes) * imageByte
    }
}
