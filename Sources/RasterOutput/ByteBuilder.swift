/// Bytes of a file format, put together from numbers and text.
struct ByteBuilder {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ text: String) { bytes += Array(text.utf8) }
    mutating func append(_ more: [UInt8]) { bytes += more }

    mutating func appendBigEndian<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
    }

    mutating func appendLittleEndian<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    }
}
