internal import CCodecs

/// What stands around the IDAT chunks of a PNG file (W3C Portable Network Graphics, third edition).
///
/// The chunks themselves are what an encoder writes to a sink that has their type.
enum PNGFrame {
    /// The type of the chunks that hold the pixels.
    static let dataType: [UInt8] = Array("IDAT".utf8)

    /// The signature and the chunks in front of the pixels.
    ///
    /// - Parameters:
    ///   - resolution: Pixels an inch.
    ///   - profile: An ICC profile as a zlib stream; nil for sRGB.
    static func prefix(
        width: Int, height: Int, form: ImageForm, resolution: Double, profile: [UInt8]? = nil
    ) -> [UInt8] {
        var header = ByteBuilder()
        header.appendBigEndian(UInt32(width))
        header.appendBigEndian(UInt32(height))
        // Deflate, its five filters, not interlaced.
        header.append([UInt8(form.bits), colorType(form), 0, 0, 0])
        var density = ByteBuilder()
        let pixelsPerMeter = UInt32((resolution / 0.0254).rounded())
        density.appendBigEndian(pixelsPerMeter)
        density.appendBigEndian(pixelsPerMeter)
        density.append([1])

        var file = ByteBuilder()
        file.append([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        file.append(chunk("IHDR", header.bytes))
        if let profile {
            // Its name, ended by a zero, and the method: zlib.
            file.append(chunk("iCCP", Array("ICC profile".utf8) + [0, 0] + profile))
        } else {
            // Perceptual, which is for pictures and says nothing of others.
            file.append(chunk("sRGB", [0]))
        }
        file.append(chunk("pHYs", density.bytes))
        if case .indexed(let palette, _) = form {
            let colors = palette.colors.flatMap { [UInt8($0 >> 16), UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)] }
            file.append(chunk("PLTE", colors))
        }
        return file.bytes
    }

    /// What follows the pixels' chunks.
    ///
    /// - Parameter trailer: The end of the zlib stream, where the chunks do not hold it.
    static func suffix(trailer: [UInt8]) -> [UInt8] {
        (trailer.isEmpty ? [] : chunk("IDAT", trailer)) + chunk("IEND", [])
    }

    /// There are no inks in PNG; pages with inks are not made PNG files.
    private static func colorType(_ form: ImageForm) -> UInt8 {
        switch form {
        case .gray: 0
        case .rgb, .cmyk: 2
        case .indexed: 3
        }
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        var chunk = ByteBuilder()
        chunk.appendBigEndian(UInt32(data.count))
        chunk.append(body)
        chunk.appendBigEndian(ccodecs_crc32(0, body, body.count))
        return chunk.bytes
    }
}
