/// The entries of an image's dictionary that say how its samples are stored (PDF 32000-1, 7.4, 8.6 and 8.9.5).
enum PDFImageEntries {
    /// - Parameter profile: The object of the profile that says what the colours are; nil for those of the device.
    static func entries(of image: EncodedImage, profile: Int? = nil) -> String {
        colorSpace(image.storage.form, profile) + "/BitsPerComponent \(image.storage.form.bits)" + filter(image)
    }

    /// The name of the device's colours.
    static func deviceSpace(_ color: ColorModel) -> String {
        switch color {
        case .gray: "/DeviceGray"
        case .rgb: "/DeviceRGB"
        case .cmyk: "/DeviceCMYK"
        }
    }

    private static func colorSpace(_ form: ImageForm, _ profile: Int?) -> String {
        let space = profile.map { "[/ICCBased \($0) 0 R]" } ?? deviceSpace(form.color)
        guard case .indexed(let palette, _) = form else { return "/ColorSpace\(space)" }
        return "/ColorSpace[/Indexed\(space) \(palette.highestIndex)<\(PDFSyntax.hexadecimal(palette.bytes))>]"
    }

    private static func filter(_ image: EncodedImage) -> String {
        switch image.storage.codec {
        case .flate: "/Filter/FlateDecode" + (image.storage.predicts ? predictor(image) : "")
        case .jpeg: "/Filter/DCTDecode"
        case .ccitt:
            "/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns \(image.width)/Rows \(image.height)>>"
        // Only of one bit do the samples differ from PDF's.
        case .raw: image.storage.form.bits == 1 ? "/Decode[1 0]" : ""
        }
    }

    private static func predictor(_ image: EncodedImage) -> String {
        let form = image.storage.form
        return "/DecodeParms<</Predictor 15/Colors \(form.components)/BitsPerComponent \(form.bits)"
            + "/Columns \(image.width)>>"
    }
}
