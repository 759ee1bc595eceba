/// Base 64 (RFC 4648, section 4), a block at a time.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Encodes bytes; what follows another piece joins it only if that one had a multiple of three.
    static func encode(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        let count = (bytes.count + 2) / 3 * 4
        return alphabet.withUnsafeBufferPointer { alphabet in
            [UInt8](unsafeUninitializedCapacity: count) { output, written in
                var target = 0
                for start in stride(from: 0, to: bytes.count, by: 3) {
                    let rest = bytes.count - start
                    let second = rest > 1 ? bytes[start + 1] : 0
                    let third = rest > 2 ? bytes[start + 2] : 0
                    let bits = Int(bytes[start]) << 16 | Int(second) << 8 | Int(third)
                    output[target] = alphabet[bits >> 18]
                    output[target + 1] = alphabet[bits >> 12 & 63]
                    output[target + 2] = rest > 1 ? alphabet[bits >> 6 & 63] : UInt8(ascii: "=")
                    output[target + 3] = rest > 2 ? alphabet[bits & 63] : UInt8(ascii: "=")
                    target += 4
                }
                written = target
            }
        }
    }
}
