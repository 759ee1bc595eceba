internal import CCodecs

/// A checksum of what a page looks like: of its size and its pixels.
///
/// A page of which all pixels are gray has the same one whether they are held as gray or as RGB, for what a page paints
/// and then covers decides that, and not what is seen.
public struct PixelChecksum {
    /// So many pixels are made gray at a time: they stay in the processor's cache.
    private static let part = 1 << 14

    /// Of the rows as they come.
    private var plain = ByteChecksum()
    /// Of the same rows as gray, as long as no pixel has colour; nil also where the rows are gray.
    private var gray: ByteChecksum?

    /// - Parameters:
    ///   - width: Pixels, as is `height`.
    ///   - color: What the rows will be: gray or RGB.
    public init(width: Int, height: Int, color: ColorModel) {
        func start(_ color: ColorModel) -> ByteChecksum {
            var checksum = ByteChecksum()
            Array("\(width) x \(height) \(color.rawValue) ".utf8).withUnsafeBytes { checksum.insert($0) }
            return checksum
        }
        plain = start(color)
        if color == .rgb { gray = start(.gray) }
    }

    /// Takes in rows, from the top, in strips of any height.
    public mutating func insert(_ rows: UnsafeRawBufferPointer) {
        plain.insert(rows)
        if gray != nil { insertGray(rows) }
    }

    private mutating func insertGray(_ rows: UnsafeRawBufferPointer) {
        withUnsafeTemporaryAllocation(byteCount: Self.part * 3, alignment: 64) { buffer in
            for start in stride(from: 0, to: rows.count, by: Self.part * 3) {
                let pixels = UnsafeRawBufferPointer(rebasing: rows[start..<min(start + Self.part * 3, rows.count)])
                let samples = buffer.assumingMemoryBound(to: UInt8.self)
                guard let copy = samples.baseAddress, let base = pixels.assumingMemoryBound(to: UInt8.self).baseAddress,
                    ccodecs_rgb_is_gray(base, pixels.count / 3)
                else {
                    gray = nil
                    return
                }
                buffer.copyMemory(from: pixels)
                ccodecs_rgb_keep_first(copy, pixels.count / 3)
                gray?.insert(UnsafeRawBufferPointer(rebasing: buffer[..<(pixels.count / 3)]))
            }
        }
    }

    /// 32 hexadecimal digits.
    public var text: String { (gray ?? plain).text }

    /// Whether a checksum is that of the same pixels, whatever held them when it was taken.
    ///
    /// Checksums were once taken of rows as they came, so that gray pixels may have that of RGB.
    public func matches(_ text: String) -> Bool { text == self.text || text == plain.text }
}
