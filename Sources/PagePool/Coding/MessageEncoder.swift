/// Turns an `Encodable` value into a message's bytes.
@usableFromInline
enum MessageEncoder {
    /// - Returns: The bytes, and the memory that the value refers to, which must go with them.
    /// - Throws: An error if the value cannot be encoded, or refers to more memory than can go with it.
    @inlinable
    static func encode<T: Encodable>(_ value: T) throws -> (bytes: [UInt8], attachments: [SharedMemory]) {
        var bytes: [UInt8] = []
        let memories = try encode(value, appendingTo: &bytes)
        return (bytes, memories)
    }

    /// Appends a value's bytes to others.
    ///
    /// - Returns: The memory that the value refers to.
    @inlinable
    static func encode<T: Encodable>(_ value: T, appendingTo bytes: inout [UInt8]) throws -> [SharedMemory] {
        if ScalarCoding.append(value, to: &bytes) { return [] }
        return try encodeStructured(value, appendingTo: &bytes)
    }

    @usableFromInline
    static func encodeStructured<T: Encodable>(
        _ value: T, appendingTo bytes: inout [UInt8]
    ) throws -> [SharedMemory] {
        let attachments = Attachments()
        let slot = EncodingSlot(attachments: attachments)
        try slot.encode(value)
        let memories = attachments.memories
        guard memories.count <= SharedMemory.maximumPerMessage else {
            throw EncodingError.invalidValue(
                value,
                EncodingError.Context(
                    codingPath: [],
                    debugDescription: "the message refers to \(memories.count) shared memories; the limit is "
                        + "\(SharedMemory.maximumPerMessage)"))
        }
        slot.value.append(to: &bytes)
        return memories
    }

    /// Encodes a value that goes where no memory can go with it.
    static func encodeAlone(_ value: some Encodable) throws -> [UInt8] {
        let slot = EncodingSlot(attachments: nil)
        try slot.encode(value)
        var bytes: [UInt8] = []
        slot.value.append(to: &bytes)
        return bytes
    }
}

/// The place of one value, which a container fills.
private final class EncodingSlot: Encoder, SingleValueEncodingContainer {
    enum Content {
        case value(MessageValue)
        case array([EncodingSlot])
        case map([(key: String, slot: EncodingSlot)])
    }

    var content = Content.value(.null)
    let attachments: Attachments?

    init(attachments: Attachments?) {
        self.attachments = attachments
    }

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { Attachments.userInfo(attachments) }

    var value: MessageValue {
        switch content {
        case .value(let value): value
        case .array(let slots): .array(slots.map(\.value))
        case .map(let entries): .map(entries.map { ($0.key, $0.slot.value) })
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .map = content {} else { content = .map([]) }
        return KeyedEncodingContainer(KeyedSlots<Key>(slot: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .array = content {} else { content = .array([]) }
        return UnkeyedSlots(slot: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func addElement() -> EncodingSlot {
        let element = EncodingSlot(attachments: attachments)
        guard case .array(var slots) = content else { return element }
        content = .value(.null)
        slots.append(element)
        content = .array(slots)
        return element
    }

    func addEntry(_ key: String) -> EncodingSlot {
        let element = EncodingSlot(attachments: attachments)
        guard case .map(var entries) = content else { return element }
        content = .value(.null)
        entries.append((key, element))
        content = .map(entries)
        return element
    }

    func encodeNil() { content = .value(.null) }
    func encode(_ value: Bool) { content = .value(.bool(value)) }
    func encode(_ value: String) { content = .value(.string(value)) }
    func encode(_ value: Double) { content = .value(.double(value)) }
    func encode(_ value: Float) { content = .value(.double(Double(value))) }
    func encode(_ value: Int) { content = .value(.signed(Int64(value))) }
    func encode(_ value: Int8) { content = .value(.signed(Int64(value))) }
    func encode(_ value: Int16) { content = .value(.signed(Int64(value))) }
    func encode(_ value: Int32) { content = .value(.signed(Int64(value))) }
    func encode(_ value: Int64) { content = .value(.signed(value)) }
    func encode(_ value: UInt) { content = .value(.unsigned(UInt64(value))) }
    func encode(_ value: UInt8) { content = .value(.unsigned(UInt64(value))) }
    func encode(_ value: UInt16) { content = .value(.unsigned(UInt64(value))) }
    func encode(_ value: UInt32) { content = .value(.unsigned(UInt64(value))) }
    func encode(_ value: UInt64) { content = .value(.unsigned(value)) }

    func encode<T: Encodable>(_ value: T) throws {
        if T.self == [UInt8].self, let bytes = value as? [UInt8] {
            content = .value(.bytes(bytes))
            return
        }
        // The standard types encode themselves through a single value container, which leads back here.
        try value.encode(to: self)
    }
}

private struct UnkeyedSlots: UnkeyedEncodingContainer {
    let slot: EncodingSlot
    var codingPath: [any CodingKey] { [] }
    var count: Int {
        if case .array(let slots) = slot.content { slots.count } else { 0 }
    }

    mutating func encodeNil() { slot.addElement().encodeNil() }
    mutating func encode<T: Encodable>(_ value: T) throws { try slot.addElement().encode(value) }
    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        slot.addElement().container(keyedBy: type)
    }
    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { slot.addElement().unkeyedContainer() }
    mutating func superEncoder() -> any Encoder { slot.addElement() }
}

private struct KeyedSlots<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let slot: EncodingSlot
    var codingPath: [any CodingKey] { [] }

    mutating func encodeNil(forKey key: Key) { slot.addEntry(key.stringValue).encodeNil() }
    mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try slot.addEntry(key.stringValue).encode(value)
    }
    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        slot.addEntry(key.stringValue).container(keyedBy: type)
    }
    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        slot.addEntry(key.stringValue).unkeyedContainer()
    }
    mutating func superEncoder() -> any Encoder { slot.addEntry("super") }
    mutating func superEncoder(forKey key: Key) -> any Encoder { slot.addEntry(key.stringValue) }
}
