import Testing

@testable import PagePool

@Suite("Messages between processes")
struct MessageTests {
    private struct Sample: Codable, Equatable {
        enum Kind: Codable, Equatable {
            case plain
            case labelled(name: String, numbers: [Int])
        }

        var integer: Int
        var small: UInt8
        var large: UInt64
        var negative: Int64
        var double: Double
        var text: String
        var flag: Bool
        var list: [Double?]
        var nested: [String: [Kind]]
        var absent: String?
        var present: String?
    }

    private static let sample = Sample(
        integer: 300, small: 255, large: .max, negative: .min, double: 0.1, text: "Größe 漢字 \u{0}", flag: true,
        list: [1.5, nil, -.infinity], nested: ["a": [.plain, .labelled(name: "x", numbers: [1, -2])], "b": []],
        absent: nil, present: "here")

    @Test("A value comes back as it was")
    func roundTrip() throws {
        let bytes = try MessageEncoder.encodeAlone(Self.sample)
        #expect(try MessageDecoder.decode(Sample.self, from: bytes[...]) == Self.sample)
    }

    @Test("Values that are no collection come back too")
    func singleValues() throws {
        #expect(try MessageDecoder.decode(Int.self, from: MessageEncoder.encodeAlone(-5)[...]) == -5)
        #expect(try MessageDecoder.decode(String?.self, from: MessageEncoder.encodeAlone(String?.none)[...]) == nil)
    }

    @Test("A number that does not fit is an error, not another number")
    func overflow() throws {
        let bytes = try MessageEncoder.encodeAlone(300)
        #expect(throws: DecodingError.self) { try MessageDecoder.decode(UInt8.self, from: bytes[...]) }
    }

    @Test("An error names the keys that lead to the value")
    func codingPath() throws {
        let bytes = try MessageEncoder.encodeAlone(["outer": [["inner": "text"]]])
        let error = #expect(throws: DecodingError.self) {
            try MessageDecoder.decode([String: [[String: Int]]].self, from: bytes[...])
        }
        guard case .typeMismatch(_, let context) = error else {
            Issue.record("it is another error: \(String(describing: error))")
            return
        }
        #expect(context.codingPath.map(\.stringValue) == ["outer", "inner"])
    }

    @Test("Bytes cut anywhere are an error")
    func truncation() throws {
        let bytes = try MessageEncoder.encodeAlone(Self.sample)
        for count in 0..<bytes.count {
            #expect(throws: (any Error).self) { try MessageDecoder.decode(Sample.self, from: bytes[..<count]) }
        }
    }

    @Test("Bits changed anywhere never crash the decoder, and most of them are refused")
    func corruption() throws {
        let bytes = try MessageEncoder.encodeAlone(Self.sample)
        var refused = 0
        for index in bytes.indices {
            for change in (0..<8).map({ UInt8(1) << $0 }) + [255] {
                var changed = bytes
                changed[index] ^= change
                if (try? MessageDecoder.decode(Sample.self, from: changed[...])) == nil { refused += 1 }
            }
        }
        #expect(refused > bytes.count * 9 / 2)
    }

    @Test("A count that the bytes cannot hold is refused before memory is taken for it")
    func announcedCount() {
        // An array (tag 7) of 2^56 elements.
        let bytes: [UInt8] = [7, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01]
        #expect(throws: MessageError.self) { try MessageDecoder.decode([Int].self, from: bytes[...]) }
    }

    @Test("Nesting has a bound")
    func nesting() {
        let bytes = [UInt8](repeating: 0, count: 0) + (0..<1000).flatMap { _ -> [UInt8] in [7, 1] } + [0]
        #expect(throws: MessageError.self) { try MessageDecoder.decode([Int].self, from: bytes[...]) }
    }

    @Test("Frames are cut out of any division of the stream", arguments: [1, 2, 3, 7, 1000])
    func frames(chunk: Int) throws {
        let stream =
            Frame.bytes(.ready) + Frame.bytes(.progress, numbers: 7, payload: [1, 2, 3])
            + Frame.bytes(.kill, numbers: 1 << 40)
        var reader = FrameReader(limit: 1000)
        var kinds: [Frame.Kind] = []
        var tasks: [UInt64] = []
        for start in stride(from: 0, to: stream.count, by: chunk) {
            Array(stream[start..<min(start + chunk, stream.count)]).withUnsafeBytes { reader.append($0) }
            while let frame = try reader.next() {
                kinds.append(frame.kind)
                if frame.kind != .ready { tasks.append(try frame.number()) }
            }
        }
        #expect(kinds == [.ready, .progress, .kill])
        #expect(tasks == [7, 1 << 40])
    }
}
