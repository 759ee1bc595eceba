/// A short way for values that are a number and nothing else, as the tasks and outputs of tiny tasks often are.
///
/// It leads to the same bytes as the long way, without the containers of `Codable`.
@usableFromInline
enum ScalarCoding {
    /// Appends the value if it is a number.
    ///
    /// - Returns: Whether it is.
    @inlinable
    static func append<T>(_ value: T, to bytes: inout [UInt8]) -> Bool {
        // Comparing types is cheap, and costs nothing where the code is made for one type; a cast would cost much.
        if T.self == Int.self {
            append(signed: Int64(unsafeBitCast(value, to: Int.self)), to: &bytes)
        } else if T.self == UInt64.self {
            append(unsigned: unsafeBitCast(value, to: UInt64.self), to: &bytes)
        } else if T.self == Int32.self {
            append(signed: Int64(unsafeBitCast(value, to: Int32.self)), to: &bytes)
        } else {
            return false
        }
        return true
    }

    @usableFromInline
    static func append(signed number: Int64, to bytes: inout [UInt8]) {
        append(.signed, MessageValue.zigzag(number), to: &bytes)
    }

    @usableFromInline
    static func append(unsigned number: UInt64, to bytes: inout [UInt8]) { append(.unsigned, number, to: &bytes) }

    private static func append(_ tag: MessageValue.Tag, _ number: UInt64, to bytes: inout [UInt8]) {
        bytes.append(tag.rawValue)
        MessageValue.append(number, to: &bytes)
    }

    /// The number that a message holds; nil if another type is asked for, or the message holds something else.
    @inlinable
    static func decode<T>(_ type: T.Type, from bytes: ArraySlice<UInt8>) -> T? {
        if T.self == Int.self { return signed(bytes).map { unsafeBitCast(Int($0), to: T.self) } }
        if T.self == UInt64.self { return unsigned(bytes).map { unsafeBitCast($0, to: T.self) } }
        if T.self == Int32.self {
            return signed(bytes).flatMap(Int32.init(exactly:)).map { unsafeBitCast($0, to: T.self) }
        }
        return nil
    }

    @usableFromInline
    static func signed(_ bytes: ArraySlice<UInt8>) -> Int64? { number(.signed, bytes).map(MessageValue.fromZigzag) }

    @usableFromInline
    static func unsigned(_ bytes: ArraySlice<UInt8>) -> UInt64? { number(.unsigned, bytes) }

    /// What is wrong with other bytes, the long way says.
    private static func number(_ tag: MessageValue.Tag, _ bytes: ArraySlice<UInt8>) -> UInt64? {
        bytes.withUnsafeBufferPointer { bytes in
            guard bytes.count >= 2, bytes.count <= 11, bytes[0] == tag.rawValue else { return nil }
            var result: UInt64 = 0
            for (index, byte) in bytes.dropFirst().enumerated() {
                result |= UInt64(byte & 0x7f) << UInt64(index * 7)
                if byte < 0x80 { return index == bytes.count - 2 ? result : nil }
            }
            return nil
        }
    }
}
