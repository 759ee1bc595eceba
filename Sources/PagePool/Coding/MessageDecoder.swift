/// Makes a `Decodable` value of a message's bytes.
@usableFromInline
enum MessageDecoder {
    /// - Parameter attachments: The memory that came with the bytes.
    @inlinable
    static func decode<T: Decodable>(
        _ type: T.Type, from bytes: ArraySlice<UInt8>, attachments: [SharedMemory] = []
    ) throws -> T {
        if let number = ScalarCoding.decode(type, { ScalarCoding.number($0, in: bytes) }) { return number }
        return try decodeStructured(type, from: bytes, attachments: attachments)
    }

    @usableFromInline
    static func decodeStructured<T: Decodable>(
        _ type: T.Type, from bytes: ArraySlice<UInt8>, attachments: [SharedMemory]
    ) throws -> T {
        let memories = attachments.isEmpty ? nil : Attachments(attachments)
        let slot = DecodingSlot(value: try MessageValue(bytes: bytes), attachments: memories, path: nil)
        return try slot.decode(type)
    }
}

/// The keys on the way to a value, the last one first; an array would have to be made for each value.
private final class DecodingPath {
    let key: any CodingKey
    let parent: DecodingPath?

    init(_ key: any CodingKey, in parent: DecodingPath?) {
        (self.key, self.parent) = (key, parent)
    }

    var keys: [any CodingKey] { (parent?.keys ?? []) + [key] }
}

private struct DecodingSlot: Decoder, SingleValueDecodingContainer {
    let value: MessageValue
    let attachments: Attachments?
    let path: DecodingPath?
    /// The value's own key, where it has one.
    var key: (any CodingKey)?
    var codingPath: [any CodingKey] { containedPath?.keys ?? [] }
    /// The path of what is in this value.
    private var containedPath: DecodingPath? { key.map { DecodingPath($0, in: path) } ?? path }
    var userInfo: [CodingUserInfoKey: Any] { Attachments.userInfo(attachments) }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .map(let entries) = value else { throw mismatch([String: Any].self) }
        return KeyedDecodingContainer(
            KeyedValues<Key>(entries: entries, attachments: attachments, path: containedPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let values: [MessageValue]
        switch value {
        case .array(let elements): values = elements
        case .bytes(let bytes): values = bytes.map { .unsigned(UInt64($0)) }
        default: throw mismatch([Any].self)
        }
        return UnkeyedValues(values: values, attachments: attachments, path: containedPath)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool {
        if case .null = value { true } else { false }
    }

    func decode(_ type: Bool.Type) throws -> Bool {
        guard case .bool(let bool) = value else { throw mismatch(type) }
        return bool
    }

    func decode(_ type: String.Type) throws -> String {
        guard case .string(let string) = value else { throw mismatch(type) }
        return string
    }

    func decode(_ type: Double.Type) throws -> Double {
        guard case .double(let double) = value else { throw mismatch(type) }
        return double
    }

    func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
    func decode(_ type: Int.Type) throws -> Int { try integer(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }
    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        // What else holds bytes goes the long way, element by element, in both directions.
        if T.self == [UInt8].self, case .bytes(let bytes) = value, let bytes = bytes as? T { return bytes }
        return try T(from: self)
    }

    private func integer<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
        let exact: T? =
            switch value {
            case .signed(let number): T(exactly: number)
            case .unsigned(let number): T(exactly: number)
            default: nil
            }
        guard let exact else { throw mismatch(type) }
        return exact
    }

    private func mismatch(_ type: Any.Type) -> DecodingError {
        .typeMismatch(
            type, DecodingError.Context(codingPath: codingPath, debugDescription: "the message holds \(value)"))
    }
}

private struct KeyedValues<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let entries: [(key: String, value: MessageValue)]
    let attachments: Attachments?
    let path: DecodingPath?
    var codingPath: [any CodingKey] { path?.keys ?? [] }

    var allKeys: [Key] { entries.compactMap { Key(stringValue: $0.key) } }

    func contains(_ key: Key) -> Bool { entries.contains { $0.key == key.stringValue } }

    private func slot(_ key: Key) throws -> DecodingSlot {
        try slot(key.stringValue, key)
    }

    private func slot(_ name: String, _ key: any CodingKey) throws -> DecodingSlot {
        // Messages have few keys, and in the order they are asked for: a search beats a dictionary.
        guard let entry = entries.first(where: { $0.key == name }) else {
            throw DecodingError.keyNotFound(
                key, DecodingError.Context(codingPath: codingPath, debugDescription: "the message has no such key"))
        }
        return DecodingSlot(value: entry.value, attachments: attachments, path: path, key: key)
    }

    func decodeNil(forKey key: Key) throws -> Bool { try slot(key).decodeNil() }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try slot(key).decode(type) }
    // The types that most values are: the general way would make a decoder and a container for each.
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try slot(key).decode(type) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try slot(key).decode(type) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try slot(key).decode(type) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try slot(key).decode(type) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try slot(key).decode(type) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try slot(key).decode(type) }
    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try slot(key).container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try slot(key).unkeyedContainer()
    }
    func superDecoder() throws -> any Decoder {
        guard let key = Key(stringValue: "super") else {
            return DecodingSlot(value: .null, attachments: attachments, path: path)
        }
        return try slot("super", key)
    }
    func superDecoder(forKey key: Key) throws -> any Decoder { try slot(key) }
}

private struct UnkeyedValues: UnkeyedDecodingContainer {
    let values: [MessageValue]
    let attachments: Attachments?
    let path: DecodingPath?
    var codingPath: [any CodingKey] { path?.keys ?? [] }
    var currentIndex = 0

    init(values: [MessageValue], attachments: Attachments?, path: DecodingPath?) {
        self.values = values
        self.attachments = attachments
        self.path = path
    }

    var count: Int? { values.count }
    var isAtEnd: Bool { currentIndex >= values.count }

    private mutating func next() throws -> DecodingSlot {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                Any.self, DecodingError.Context(codingPath: codingPath, debugDescription: "the array has ended"))
        }
        defer { currentIndex += 1 }
        return DecodingSlot(value: values[currentIndex], attachments: attachments, path: path)
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, case .null = values[currentIndex] else { return false }
        currentIndex += 1
        return true
    }
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().decode(type) }
    mutating func decode(_ type: Bool.Type) throws -> Bool { try next().decode(type) }
    mutating func decode(_ type: Int.Type) throws -> Int { try next().decode(type) }
    mutating func decode(_ type: Double.Type) throws -> Double { try next().decode(type) }
    mutating func decode(_ type: String.Type) throws -> String { try next().decode(type) }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next().decode(type) }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next().decode(type) }
    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try next().container(keyedBy: type)
    }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
}
