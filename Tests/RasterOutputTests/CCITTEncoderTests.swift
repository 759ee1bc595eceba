import CCodecs
import RasterOutput
import SystemPackage
import Testing

@Suite("CCITT group 4")
struct CCITTEncoderTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func encoder(
        width: Int, height: Int, name: String, directory: FileDescriptor? = nil
    ) throws(OutputError) -> ImageEncoder {
        try ImageEncoder(
            .ccitt, layout: SampleLayout(width: width, height: height, components: 1, bits: 1),
            options: EncodingOptions(), name: name, directory: directory ?? scratch.descriptor)
    }

    private func encoded(_ bitmap: Bitmap, rowsPerWrite: Int = .max, name: String = "fax") throws -> [UInt8] {
        let encoder = try encoder(width: bitmap.width, height: bitmap.rows.count / ((bitmap.width + 7) / 8), name: name)
        let rowBytes = (bitmap.width + 7) / 8
        try bitmap.rows.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                let end = start + min(rowsPerWrite, (bytes.count - start) / rowBytes) * rowBytes
                try encoder.write(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
                start = end
            }
        }
        let image = try encoder.finish()
        let bytes = try scratch.bytes(name)
        #expect(image.byteCount == bytes.count)
        var expected: [UInt64] = [0, 0]
        expected.withUnsafeMutableBufferPointer { pair in
            bytes.withUnsafeBytes {
                if let sums = pair.baseAddress, let base = $0.baseAddress {
                    ccodecs_checksum(sums, base, bytes.count)
                }
            }
        }
        #expect(image.checksum == expected)
        return bytes
    }

    /// Pictures of all kinds: sizes about bytes and words, runs about each limit of the code, noise, shapes, text.
    static func bitmaps() throws -> [Bitmap] {
        var bitmaps: [Bitmap] = []
        for width in Array(1...20) + [31, 32, 33, 63, 64, 65, 127, 128, 129, 191, 192, 193, 640] {
            bitmaps.append(.noise(width, 9, whiteOf256: 128, seed: UInt64(width)))
            bitmaps.append(.shapes(width, 40, seed: UInt64(width)))
        }
        for share in [0, 1, 20, 236, 255, 256] { bitmaps.append(.noise(301, 60, whiteOf256: share)) }
        for seed in UInt64(1)...10 { bitmaps.append(.shapes(1200, 100, seed: seed)) }
        // Runs of every length there is a code for, black and white, coded as such because no row resembles the last.
        bitmaps.append(
            Bitmap(width: 9000, height: 150) { x, y in (x / (1 + y * 61)).isMultiple(of: 2) == (y % 3 == 0) })
        bitmaps.append(Bitmap(width: 200, height: 130) { x, y in (x / (1 + y)).isMultiple(of: 2) == (y % 2 == 0) })
        bitmaps.append(Bitmap(width: 99, height: 99) { x, y in (x + y).isMultiple(of: 2) })
        let text = try run("pdftoppm", "-mono", "-r", "100", "-f", "1", "-l", "1", "\(samples)/text.pdf")
        bitmaps.append(try #require(Bitmap(portableBitmap: text.output)))
        return bitmaps
    }

    /// Programs that decode images of a document into one PBM a page.
    enum Decoder: CaseIterable {
        case poppler, mupdf, ghostscript

        func decode(_ path: String, into stem: String) throws -> ProgramResult {
            switch self {
            case .poppler: try run("pdfimages", path, stem)
            case .mupdf: try run("mutool", "draw", "-q", "-r", "72", "-A", "0", "-o", "\(stem)-%03d.pbm", path)
            case .ghostscript:
                try run(
                    "gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pbmraw", "-r72", "-o",
                    "\(stem)-%03d.pbm", path)
            }
        }
    }

    @Test("Other programs decode the same picture", arguments: Decoder.allCases)
    func decoders(decoder: Decoder) throws {
        let bitmaps = try Self.bitmaps()
        let path = try scratch.write("in.pdf", bitmapDocument(bitmaps.map { ($0, try encoded($0)) }))
        let result = try decoder.decode(path, into: scratch.file("out"))
        #expect(result.status == 0, "\(result.text)")
        // MuPDF says what it was built without; anything else is about the images.
        #expect(result.text.replacing("warning: ICC support is not available\n", with: "").isEmpty, "\(result.text)")
        let names = scratch.fileNames.filter { $0.hasPrefix("out") }
        #expect(names.count == bitmaps.count)
        for (name, bitmap) in zip(names, bitmaps) {
            let seen = try #require(Bitmap(portableBitmap: scratch.bytes(name)))
            #expect(seen == bitmap, "\(name): \(bitmap.width) x \(bitmap.height)")
        }
    }

    @Test("The bytes are the same however many rows are written at a time", arguments: [1, 2, 7])
    func portions(rows: Int) throws {
        for bitmap in [Bitmap.shapes(333, 90), .noise(64, 50, whiteOf256: 250), .noise(5000, 40, whiteOf256: 100)] {
            #expect(try encoded(bitmap, rowsPerWrite: rows) == encoded(bitmap, name: "whole"))
        }
    }

    @Test("Bits beyond the width do not matter")
    func padding() throws {
        let bitmap = Bitmap.shapes(45, 60)
        var other = bitmap
        for end in stride(from: 5, to: bitmap.rows.count, by: 12) { other.rows[end] |= 0b111 }
        #expect(other != bitmap)
        #expect(try encoded(other, name: "other") == encoded(bitmap))
    }

    // T.6, 2.2.5: a white row below a white one is the code V0, the bit 1; EOFB is 000000000001 twice.
    @Test("A white page is a bit a row and the end of block")
    func white() throws {
        let page = Bitmap.noise(2480, 16, whiteOf256: 256)
        #expect(try encoded(page) == [0xFF, 0xFF, 0x00, 0x10, 0x01])
        #expect(try encoded(Bitmap.noise(2480, 3, whiteOf256: 256)) == [0xE0, 0x02, 0x00, 0x20])
    }

    @Test("A page of text is smaller than in Flate")
    func size() throws {
        let text = try run("pdftoppm", "-mono", "-r", "300", "-f", "1", "-l", "1", "\(samples)/text.pdf")
        let page = try #require(Bitmap(portableBitmap: text.output))
        let flate = try encode(
            Picture(width: (page.width + 7) / 8, height: page.height, color: .gray, samples: page.rows), as: .flate,
            name: "flate", in: scratch)
        #expect(try encoded(page).count < flate.byteCount)
    }

    @Test("What cannot be written is said, with the file's name")
    func failure() throws {
        #expect(try refusal { try encoder(width: 0, height: 1, name: "x") }.code == .unsupported)
        let missing = try refusal { try encoder(width: 8, height: 1, name: "no/x") }
        #expect(missing.code == .writeFailed && missing.description.contains("no/x"))
        let devices = try FileDescriptor.open("/dev", .readOnly, options: [.directory, .closeOnExec])
        defer { try? devices.close() }
        let full = try encoder(width: 8000, height: 100, name: "full", directory: devices)
        let error = try refusal {
            try Bitmap.noise(8000, 100, whiteOf256: 128).rows.withUnsafeBytes { try full.write($0) }
            _ = try full.finish()
        }
        #expect(error.code == .writeFailed && error.errno == .noSpace && error.description.contains("full"))
    }
}
