/// A short way for values that are a number and nothing else, as the tasks and outputs of tiny tasks often are.
///
/// It leads to the same bytes as the long way, without the containers of `Codable`.
enum ScalarCoding {
    /// The value as a message has it, if it is a number.
    static func value<T>(of value: T) -> MessageValue? {
        // Comparing types is cheap; a cast to a protocol is not.
        if T.self == Int.self { return .signed(Int64(unsafeBitCast(value, to: Int.self))) }
        if T.self == UInt64.self { return .unsigned(unsafeBitCast(value, to: UInt64.self)) }
        if T.self == Int32.self { return .signed(Int64(unsafeBitCast(value, to: Int32.self))) }
        if T.self == Double.self { return .double(unsafeBitCast(value, to: Double.self)) }
        return nil
    }

    /// The number that a message holds; nil if another type is asked for, or the message holds something else.
    static func decode<T>(_ type: T.Type, from bytes: ArraySlice<UInt8>) -> T? {
        guard T.self == Int.self || T.self == UInt64.self || T.self == Int32.self || T.self == Double.self,
            let value = try? MessageValue(bytes: bytes)
        else { return nil }
        switch value {
        case .signed(let number):
            if T.self == Int.self { return unsafeBitCast(Int(number), to: T.self) }
            if T.self == Int32.self, let number = Int32(exactly: number) { return unsafeBitCast(number, to: T.self) }
        case .unsigned(let number):
            if T.self == UInt64.self { return unsafeBitCast(number, to: T.self) }
        case .double(let number):
            if T.self == Double.self { return unsafeBitCast(number, to: T.self) }
        default: break
        }
        // The long way says what is wrong.
        return nil
    }
}
