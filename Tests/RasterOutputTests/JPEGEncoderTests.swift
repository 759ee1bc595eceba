import RasterOutput
import Testing

/// The frame header of a JPEG file (ITU-T T.81, B.2.2).
struct JPEGFrame {
    /// 0xC0 is baseline.
    var marker: UInt8
    var bits, width, height: Int
    /// Horizontal and vertical sampling factors of each component.
    var sampling: [[Int]]

    init?(_ file: [UInt8]) {
        guard file.starts(with: [0xFF, 0xD8]), file.suffix(2) == [0xFF, 0xD9] else { return nil }
        var at = 2
        while at + 4 <= file.count, file[at] == 0xFF {
            let length = Int(file[at + 2]) << 8 | Int(file[at + 3])
            if (0xC0...0xC2).contains(file[at + 1]) {
                let body = file[(at + 4)..<(at + 2 + length)].map(Int.init)
                marker = file[at + 1]
                bits = body[0]
                (height, width) = (body[1] << 8 | body[2], body[3] << 8 | body[4])
                sampling = (0..<body[5]).map { [body[7 + 3 * $0] >> 4, body[7 + 3 * $0] & 15] }
                return
            }
            at += 2 + length
        }
        return nil
    }
}

@Suite("JPEG encoding")
struct JPEGEncoderTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test(
        "The file holds a baseline JPEG of the picture's size",
        arguments: [(1, 1), (7, 5), (8, 8), (16, 16), (17, 33), (640, 3)], [ColorModel.gray, .rgb]
    )
    func frame(size: (width: Int, height: Int), color: ColorModel) throws {
        let picture = Picture.noise(size.width, size.height, color)
        let image = try encode(picture, as: .jpeg, name: "page.jpeg", in: scratch)
        let stored = try scratch.bytes("page.jpeg")
        let frame = try #require(JPEGFrame(stored))
        #expect(frame.marker == 0xC0)
        #expect([frame.bits, frame.width, frame.height] == [8, size.width, size.height])
        #expect(frame.sampling.count == color.components)
        #expect([image.width, image.height, image.byteCount] == [size.width, size.height, stored.count])
    }

    @Test("Chroma is halved below quality 90 and whole from 90 on", arguments: [1, 50, 85, 89, 90, 91, 100])
    func subsampling(quality: Int) throws {
        _ = try encode(.photograph(64, 48, .rgb), as: .jpeg, quality: quality, name: "page", in: scratch)
        let frame = try #require(JPEGFrame(scratch.bytes("page")))
        #expect(frame.sampling == [quality < 90 ? [2, 2] : [1, 1], [1, 1], [1, 1]])
    }

    @Test("The bytes are the same however many rows are written at a time", arguments: [1, 3, 8, 16, 500])
    func chunks(rows: Int) throws {
        let picture = Picture.photograph(301, 203, .rgb)
        _ = try encode(picture, as: .jpeg, name: "whole", in: scratch)
        _ = try encode(picture, as: .jpeg, rowsPerWrite: rows, name: "parts", in: scratch)
        #expect(try scratch.bytes("parts") == scratch.bytes("whole"))
    }

    static let sizes = [(1, 1), (8, 8), (15, 17), (16, 16), (33, 9), (34, 35), (35, 2), (66, 40), (131, 31), (600, 50)]

    @Test("The bytes are those that libjpeg-turbo's own program makes", arguments: sizes, [60, 85, 89, 90, 100])
    func libjpeg(size: (width: Int, height: Int), quality: Int) throws {
        for color in [ColorModel.gray, .rgb] {
            let pictures = [Picture.noise(size.width, size.height, color), .photograph(size.width, size.height, color)]
            for picture in pictures {
                let path = try scratch.write("page.pnm", picture.portableMap)
                let sampling = color == .rgb && quality < 90 ? "2x2" : "1x1"
                let expected = try run("cjpeg", "-quality", "\(quality)", "-sample", sampling, path)
                #expect(expected.status == 0, "\(expected.text)")
                try withEachInstructionSet {
                    _ = try encode(picture, as: .jpeg, quality: quality, name: "page", in: scratch)
                    let isSame = try scratch.bytes("page") == expected.output
                    #expect(isSame, "\(color)")
                }
            }
        }
    }

    @Test("A higher quality takes more bytes")
    func quality() throws {
        let counts = try [10, 50, 75, 90, 100].map { quality in
            try encode(.photograph(200, 200, .rgb), as: .jpeg, quality: quality, name: "page", in: scratch).byteCount
        }
        #expect(counts == counts.sorted() && Set(counts).count == counts.count)
    }

    static let refusedSizes = [(65_501, 1), (1, 65_501), (100_000, 100_000)]

    @Test("Sides beyond 65500 are refused before a file is made", arguments: refusedSizes)
    func sideLimit(width: Int, height: Int) throws {
        let error = try refusal {
            try ImageEncoder(
                .jpeg, width: width, height: height, color: .gray, quality: 85, name: "page",
                directory: scratch.descriptor)
        }
        #expect(error.code == .unsupported)
        #expect(error.description.contains("65500"))
        #expect(scratch.fileNames.isEmpty)
    }

    @Test("Sides of 65500 are taken", arguments: [(65_500, 1), (1, 65_500)])
    func largestSide(width: Int, height: Int) throws {
        _ = try encode(.flat(width, height, .gray), as: .jpeg, name: "page", in: scratch)
        let frame = try #require(JPEGFrame(scratch.bytes("page")))
        #expect([frame.width, frame.height] == [width, height])
    }

    @Test("An image without all of its rows is a failure of the codec")
    func missingRows() throws {
        let encoder = try ImageEncoder(
            .jpeg, width: 8, height: 9, color: .gray, quality: 85, name: "page", directory: scratch.descriptor)
        try Picture.flat(8, 8, .gray).forEachBand(of: 8) { try encoder.write($0) }
        let error = try refusal { try encoder.finish() }
        #expect(error.code == .codecFailed)
        #expect(error.description.contains("page"))
    }

    @Test("Another program sees nearly the same picture", arguments: [ColorModel.gray, .rgb], [60, 85, 95])
    func content(color: ColorModel, quality: Int) throws {
        let picture = Picture.photograph(160, 120, color)
        let image = try encode(picture, as: .jpeg, quality: quality, name: "page.jpg", in: scratch)
        let path = try writeDocument("page.pdf", in: scratch) {
            try $0.append(image, size: PDFPageSize(width: 160, height: 120), from: scratch)
        }
        let result = try run("pdfimages", path, scratch.file("seen"))
        #expect(result.status == 0, "\(result.text)")
        let name = try #require(scratch.fileNames.first { $0.hasPrefix("seen") })
        let seen = try #require(Picture(portableMap: scratch.bytes(name)))
        #expect([seen.width, seen.height] == [160, 120])
        #expect(seen.meanDifference(to: picture.inRGB) < 4)
    }
}
