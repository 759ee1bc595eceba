internal import CCodecs

/// A checksum of a page's pixels: two CRCs of 64 bits over its form and its rows.
///
/// Different pages come to the same one by accident with a probability of 2 to the power of -128. It is no protection against
/// somebody who wants two pages to have the same.
public struct PixelChecksum {
    private var words: [UInt64] = [0, 0]

    /// - Parameters:
    ///   - width: Pixels, as is `height`.
    ///   - color: What the rows will be.
    public init(width: Int, height: Int, color: ColorModel) {
        Array("\(width) x \(height) \(color.rawValue) ".utf8).withUnsafeBytes { insert($0) }
    }

    /// Takes in rows, from the top, in strips of any height.
    public mutating func insert(_ rows: UnsafeRawBufferPointer) {
        guard let base = rows.baseAddress else { return }
        words.withUnsafeMutableBufferPointer { words in
            if let words = words.baseAddress { ccodecs_checksum(words, base, rows.count) }
        }
    }

    /// 32 hexadecimal digits.
    public var text: String {
        words.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
