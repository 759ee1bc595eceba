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
    ///
    /// - Parameter number: Gets the digits behind a tag; what is wrong with other bytes, the long way says.
    @inlinable
    static func decode<T>(_ type: T.Type, _ number: (ScalarTag) -> UInt64?) -> T? {
        if T.self == Int.self { return number(.signed).map { unsafeBitCast(Int(fromZigzag($0)), to: T.self) } }
        if T.self == UInt64.self { return number(.unsigned).map { unsafeBitCast($0, to: T.self) } }
        if T.self == Int32.self {
            return number(.signed).flatMap { Int32(exactly: fromZigzag($0)) }.map { unsafeBitCast($0, to: T.self) }
        }
        return nil
    }

    @usableFromInline
    static func fromZigzag(_ zigzag: UInt64) -> Int64 { MessageValue.fromZigzag(zigzag) }

    /// The digits of a message that has this tag and nothing else.
    static func number(_ tag: ScalarTag, in bytes: UnsafeBufferPointer<UInt8>) -> UInt64? {
        guard bytes.count >= 2, bytes.count <= 11, bytes[0] == tag.rawValue else { return nil }
        var result: UInt64 = 0
        for index in 1..<bytes.count {
            result |= UInt64(bytes[index] & 0x7f) << UInt64((index - 1) * 7)
            if bytes[index] < 0x80 { return index == bytes.count - 1 ? result : nil }
        }
        return nil
    }

    @usableFromInline
    static func number(_ tag: ScalarTag, in bytes: ArraySlice<UInt8>) -> UInt64? {
        bytes.withUnsafeBufferPointer { number(tag, in: $0) }
    }
}

/// The tags of numbers, as ``MessageValue`` has them.
@usableFromInline
enum ScalarTag: UInt8 {
    case signed = 3
    case unsigned = 4
}
