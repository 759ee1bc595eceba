import RasterOutput
import SystemPackage
import Testing

@Suite("Lossless encoding")
struct FlateEncoderTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    static let pictures: [Picture] = [
        .noise(1, 1, .gray), .noise(1, 1, .rgb), .flat(1, 1, .gray, value: 0), .noise(17, 13, .gray),
        .noise(333, 77, .rgb), .noise(1, 501, .rgb), .noise(501, 1, .gray), .flat(2481, 300, .rgb),
        .flat(1001, 999, .gray, value: 0), .photograph(640, 480, .rgb), .noise(1200, 700, .rgb),
    ]

    @Test("What zlib takes out is what was put in", arguments: pictures)
    func roundTrip(picture: Picture) throws {
        let image = try encode(picture, as: .flate, name: "page.flate", in: scratch)
        let stored = try scratch.bytes("page.flate")
        #expect(image.byteCount == stored.count)
        #expect([image.width, image.height] == [picture.width, picture.height])
        #expect(image.pieces[0].rows == 0..<picture.height)
        #expect(try inflated(stored) == picture.samples)
    }

    @Test("The content is the same however many rows are written at a time", arguments: [1, 2, 7, 16, 100, 512])
    func chunks(rows: Int) throws {
        let picture = Picture.photograph(401, 613, .rgb)
        _ = try encode(picture, as: .flate, rowsPerWrite: rows, name: "page", in: scratch)
        #expect(try inflated(scratch.bytes("page")) == picture.samples)
    }

    @Test("Writes need not end where rows do, and may be empty")
    func unevenChunks() throws {
        let picture = Picture.noise(300, 200, .gray)
        let encoder = try ImageEncoder(
            .flate, width: 300, height: 200, color: .gray, quality: 85, name: "page", directory: scratch.descriptor)
        var start = 0
        for size in [0, 1, 999, 0, 31_337, 27_662, 1, 0] {
            try picture.samples[start..<start + size].withUnsafeBytes { try encoder.write($0) }
            start += size
        }
        #expect(start == 60_000)
        _ = try encoder.finish()
        #expect(try inflated(scratch.bytes("page")) == picture.samples)
    }

    @Test("White takes next to nothing, and noise little more than itself")
    func sizes() throws {
        let white = try encode(.flat(2000, 2000, .rgb), as: .flate, name: "white", in: scratch)
        #expect(white.byteCount < 12_000_000 / 100)
        let noise = try encode(.noise(1000, 1000, .rgb), as: .flate, name: "noise", in: scratch)
        #expect(noise.byteCount < 3_000_000 + 3000)
    }
}

@Suite("Encoders of either kind")
struct ImageEncoderTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test("The same picture makes the same bytes, and another one another checksum", arguments: [Codec.flate, .jpeg])
    func sameBytes(codec: Codec) throws {
        var picture = Picture.photograph(200, 150, .rgb)
        let first = try encode(picture, as: codec, name: "first", in: scratch)
        let second = try encode(picture, as: codec, name: "second", in: scratch)
        #expect(try scratch.bytes("first") == scratch.bytes("second"))
        #expect(first.pieces[0].checksum == second.pieces[0].checksum)
        picture.samples[picture.samples.count / 2] ^= 0x40
        let third = try encode(picture, as: codec, name: "third", in: scratch)
        #expect(zip(first.pieces[0].checksum, third.pieces[0].checksum).allSatisfy { $0 != $1 })
    }

    @Test("A file that is there already is replaced", arguments: [Codec.flate, .jpeg])
    func replacing(codec: Codec) throws {
        try scratch.write("page", [UInt8](repeating: 1, count: 100_000))
        let image = try encode(.flat(8, 8, .gray), as: codec, name: "page", in: scratch)
        #expect(try scratch.bytes("page").count == image.byteCount)
        #expect(image.byteCount < 1000)
    }

    @Test("A full device stops an encoder with an error that names the file", arguments: [Codec.flate, .jpeg])
    func fullDevice(codec: Codec) throws {
        let devices = try FileDescriptor.open("/dev", .readOnly, options: [.directory])
        defer { try? devices.close() }
        let picture = Picture.noise(600, 600, .rgb)
        let error = try refusal {
            let encoder = try ImageEncoder(
                codec, width: 600, height: 600, color: .rgb, quality: 100, name: "full", directory: devices)
            // Some of it comes when the buffer is full, some at the end; whichever it is must be told.
            try picture.forEachBand(of: 16) { try encoder.write($0) }
            return try encoder.finish()
        }
        #expect(error.code == .writeFailed)
        #expect(error.errno == .noSpace)
        #expect(error.description.contains("full"))
    }

    @Test("A failure that shows only at the end is reported too", arguments: [Codec.flate, .jpeg])
    func fullDeviceAtEnd(codec: Codec) throws {
        let devices = try FileDescriptor.open("/dev", .readOnly, options: [.directory])
        defer { try? devices.close() }
        let encoder = try ImageEncoder(
            codec, width: 4, height: 4, color: .gray, quality: 85, name: "full", directory: devices)
        try Picture.flat(4, 4, .gray).forEachBand(of: 4) { try encoder.write($0) }
        let error = try refusal { try encoder.finish() }
        #expect(error.code == .writeFailed)
        #expect(error.errno == .noSpace)
    }

    @Test("A directory that is gone is reported", arguments: [Codec.flate, .jpeg])
    func missingDirectory(codec: Codec) throws {
        let error = try refusal { try encode(.flat(1, 1, .gray), as: codec, name: "no/such/file", in: scratch) }
        #expect(error.code == .writeFailed)
        #expect(error.errno == .noSuchFileOrDirectory)
        #expect(error.description.contains("no/such/file"))
    }

    @Test("An encoder that is given up leaves its descriptor closed", arguments: [Codec.flate, .jpeg])
    func givingUp(codec: Codec) throws {
        // Far more than the usual limit of 1024 open files.
        for _ in 0..<1500 {
            let encoder = try ImageEncoder(
                codec, width: 16, height: 16, color: .gray, quality: 85, name: "page", directory: scratch.descriptor)
            #expect(encoder.byteCount == 0)
        }
    }
}
