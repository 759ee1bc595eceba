public import SystemPackage

/// Which codec a user asks for.
public enum CodecChoice: String, Codable, Sendable, CaseIterable {
    /// Lossless, except where a picture makes JPEG much smaller.
    case auto
    case flate
    case jpeg
}

/// Encodes a page's image with the codec that suits it.
///
/// With ``CodecChoice/auto``, pages that paint no picture and no shading are stored lossless. The others are encoded
/// both ways as they are drawn, and JPEG is taken if it needs less than half the bytes: a photograph shrinks to a
/// tenth, while text with a small picture gains nothing that would be worth its sharp edges.
public final class PageImageEncoder {
    private let encoders: [ImageEncoder]
    private let directory: FileDescriptor

    /// - Parameters:
    ///   - hasContinuousTone: Whether the page paints pictures or shadings.
    ///   - stem: The files' name without its extension.
    public init(
        _ choice: CodecChoice, quality: Int, hasContinuousTone: Bool, width: Int, height: Int, color: ColorModel,
        stem: String, directory: FileDescriptor
    ) throws(OutputError) {
        let fitsJPEG = max(width, height) <= ImageEncoder.jpegSideLimit
        let candidates: [Codec] =
            switch choice {
            case .flate: [.flate]
            case .jpeg: [.jpeg]
            case .auto: hasContinuousTone && fitsJPEG ? [.flate, .jpeg] : [.flate]
            }
        var encoders: [ImageEncoder] = []
        for codec in candidates {
            encoders.append(
                try ImageEncoder(
                    codec, width: width, height: height, color: color, quality: quality,
                    name: "\(stem).\(codec.rawValue)", directory: directory))
        }
        self.encoders = encoders
        self.directory = directory
    }

    /// Encodes rows of width x components bytes without padding.
    public func write(_ rows: UnsafeRawBufferPointer) throws(OutputError) {
        for encoder in encoders { try encoder.write(rows) }
    }

    /// Ends the image and removes the files of the codecs not taken.
    public func finish() throws(OutputError) -> EncodedImage {
        var images: [EncodedImage] = []
        for encoder in encoders { images.append(try encoder.finish()) }
        let chosen = images.dropFirst().reduce(images[0]) { best, image in
            image.byteCount * 2 < best.byteCount ? image : best
        }
        for image in images where image.file != chosen.file {
            directory.removeFile(image.file)
        }
        return chosen
    }
}
