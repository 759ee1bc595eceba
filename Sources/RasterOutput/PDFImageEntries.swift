/// The entries of an image's dictionary that say how its samples are stored (PDF 32000-1, 7.4, 8.6 and 8.9.5).
enum PDFImageEntries {
    static func entries(of image: EncodedImage) -> String {
        colorSpace(image.storage.form) + "/BitsPerComponent \(image.storage.form.bits)" + filter(image)
    }

    private static func colorSpace(_ form: ImageForm) -> String {
        switch form {
        case .gray: "/ColorSpace/DeviceGray"
        case .rgb: "/ColorSpace/DeviceRGB"
        case .indexed(let palette, _):
            "/ColorSpace[/Indexed/\(palette.isGray ? "DeviceGray" : "DeviceRGB") \(palette.highestIndex)"
                + "<\(PDFSyntax.hexadecimal(palette.bytes))>]"
        }
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
