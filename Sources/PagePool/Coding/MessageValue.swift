/// A value on its way between processes: what a `Codable` type breaks down to, and its bytes.
///
/// The form is compact, needs no other library, and is read with every length checked, because the other end may be a
/// process that has lost its mind.
enum MessageValue {
    case null
    case bool(Bool)
    case signed(Int64)
    case unsigned(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case array([MessageValue])
    case map([(key: String, value: MessageValue)])

    /// Values within values; a message that goes deeper is refused.
    static let depthLimit = 64
}

/// Why bytes are no message, or no value of the type expected.
@usableFromInline
struct MessageError: Error, Sendable, CustomStringConvertible {
    @usableFromInline let description: String

    @usableFromInline
    init(description: String) {
        self.description = description
    }
}

// MARK: - Bytes

extension MessageValue {
    enum Tag: UInt8 {
        case null, no, yes, signed, unsigned, double, string, array, map, bytes
    }

    func append(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(Tag.null.rawValue)
        case .bool(let value): bytes.append((value ? Tag.yes : Tag.no).rawValue)
        case .signed(let value):
            bytes.append(Tag.signed.rawValue)
            Self.append(Self.zigzag(value), to: &bytes)
        case .unsigned(let value):
            bytes.append(Tag.unsigned.rawValue)
            Self.append(value, to: &bytes)
        case .double(let value):
            bytes.append(Tag.double.rawValue)
            withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        case .string(let value):
            bytes.append(Tag.string.rawValue)
            Self.append(value, to: &bytes)
        case .bytes(let value):
            bytes.append(Tag.bytes.rawValue)
            Self.append(UInt64(value.count), to: &bytes)
            bytes.append(contentsOf: value)
        case .array(let values):
            bytes.append(Tag.array.rawValue)
            Self.append(UInt64(values.count), to: &bytes)
            for value in values { value.append(to: &bytes) }
        case .map(let entries):
            bytes.append(Tag.map.rawValue)
            Self.append(UInt64(entries.count), to: &bytes)
            for entry in entries {
                Self.append(entry.key, to: &bytes)
                entry.value.append(to: &bytes)
            }
        }
    }

    /// Folds the sign in, so that small negative numbers stay short.
    static func zigzag(_ number: Int64) -> UInt64 { UInt64(bitPattern: (number << 1) ^ (number >> 63)) }

    static func fromZigzag(_ zigzag: UInt64) -> Int64 {
        Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1)
    }

    static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        append(UInt64(text.utf8.count), to: &bytes)
        bytes.append(contentsOf: text.utf8)
    }

    init(bytes: ArraySlice<UInt8>) throws(MessageError) {
        let result = bytes.withUnsafeBytes { bytes in
            var reader = MessageReader(bytes: bytes)
            return Result { () throws(MessageError) in try reader.readAll() }
        }
        self = try result.get()
    }
}

/// Reads the form that values have as bytes.
private struct MessageReader {
    let bytes: UnsafeRawBufferPointer
    var offset = 0

    private var left: Int { bytes.count - offset }

    mutating func readAll() throws(MessageError) -> MessageValue {
        let value = try read(depth: 0)
        guard left == 0 else { throw MessageError(description: "\(left) bytes follow the message") }
        return value
    }

    private mutating func read(depth: Int) throws(MessageError) -> MessageValue {
        guard depth < MessageValue.depthLimit else {
            throw MessageError(description: "the message is nested too deeply")
        }
        guard left > 0, let tag = MessageValue.Tag(rawValue: bytes[offset]) else {
            throw MessageError(description: "the message has no known tag where one is due")
        }
        offset += 1
        switch tag {
        case .null: return .null
        case .no: return .bool(false)
        case .yes: return .bool(true)
        case .signed: return .signed(MessageValue.fromZigzag(try readNumber()))
        case .unsigned: return .unsigned(try readNumber())
        case .double:
            guard left >= 8 else { throw MessageError(description: "the message ends within a number") }
            defer { offset += 8 }
            let pattern = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            return .double(Double(bitPattern: UInt64(littleEndian: pattern)))
        case .string: return .string(try readText())
        case .bytes: return .bytes(Array(try readBytes()))
        case .array:
            let count = try readCount()
            var values: [MessageValue] = []
            values.reserveCapacity(min(count, Self.mostReserved))
            for _ in 0..<count { values.append(try read(depth: depth + 1)) }
            return .array(values)
        case .map:
            let count = try readCount()
            var entries: [(key: String, value: MessageValue)] = []
            entries.reserveCapacity(min(count, Self.mostReserved))
            for _ in 0..<count {
                let key = try readText()
                entries.append((key, try read(depth: depth + 1)))
            }
            return .map(entries)
        }
    }

    /// A value takes more room here than in the message, which may announce more of them than it has.
    private static let mostReserved = 1024

    private mutating func readNumber() throws(MessageError) -> UInt64 {
        var result: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard left > 0 else { break }
            let byte = bytes[offset]
            offset += 1
            result |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return result }
        }
        throw MessageError(description: "the message ends within a number")
    }

    /// Every element takes a byte at least, so that a count cannot ask for more than is there.
    private mutating func readCount() throws(MessageError) -> Int {
        let count = try readNumber()
        guard count <= UInt64(left) else {
            throw MessageError(description: "the message announces \(count) elements in \(left) bytes")
        }
        return Int(count)
    }

    private mutating func readBytes() throws(MessageError) -> Slice<UnsafeRawBufferPointer> {
        let count = try readCount()
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    private mutating func readText() throws(MessageError) -> String {
        String(decoding: UnsafeRawBufferPointer(rebasing: try readBytes()), as: UTF8.self)
    }
}
