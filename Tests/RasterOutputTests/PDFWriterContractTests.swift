import RasterOutput
import SystemPackage
import Testing

@Suite("What a document's writer promises")
struct PDFWriterContractTests {
    private let scratch: Scratch
    private let page = PDFPageSize(width: 40, height: 30)

    init() throws { scratch = try Scratch() }

    private func document(_ name: String, _ pictures: [Picture], as codec: Codec = .flate) throws -> [UInt8] {
        _ = try writeDocument(name, in: scratch) { writer in
            for (index, picture) in pictures.enumerated() {
                // The name of the page file must not show in the document.
                let image = try encode(picture, as: codec, name: "\(name)-\(index)", in: scratch)
                try writer.append(image, size: page, from: scratch)
            }
            try writer.appendPlaceholder(page, lines: ["lost"])
        }
        return try scratch.bytes(name)
    }

    /// The two strings of the trailer's ID.
    private func identifiers(_ document: [UInt8]) throws -> [String] {
        let text = String(decoding: document.suffix(300), as: UTF8.self)
        let match = try #require(text.firstMatch(of: /\/ID\[<([0-9a-f]{32})><([0-9a-f]{32})>\]/))
        return [String(match.1), String(match.2)]
    }

    @Test("The same pages make the same bytes", arguments: [Codec.flate, .jpeg])
    func sameBytes(codec: Codec) throws {
        let pictures = [Picture.noise(40, 30, .gray), .photograph(40, 30, .rgb)]
        #expect(try document("first.pdf", pictures, as: codec) == document("second.pdf", pictures, as: codec))
    }

    @Test("Another page, another order and another size each make another identifier")
    func identifier() throws {
        let a = Picture.noise(40, 30, .gray), b = Picture.noise(40, 30, .gray, seed: 2)
        var almostA = a
        almostA.samples[600] ^= 1
        let documents = try [[a], [b], [almostA], [a, b], [b, a], [a, a], []].enumerated().map { index, pictures in
            try identifiers(document("\(index).pdf", pictures))
        }
        #expect(documents.allSatisfy { $0[0] == $0[1] })
        #expect(Set(documents.map { $0[0] }).count == documents.count)

        let wider = try writeDocument("wider.pdf", in: scratch) {
            try $0.appendPlaceholder(PDFPageSize(width: 40.001, height: 30), lines: ["lost"])
        }
        let file = String(wider.split(separator: "/").last ?? "")
        #expect(try identifiers(scratch.bytes(file)) != documents[6])
    }

    @Test("An image file of another length than told is detected when it is copied", arguments: [-1, 1, 100_000])
    func mismatch(difference: Int) throws {
        var image = try encode(.noise(40, 30, .gray), as: .flate, name: "7.page", in: scratch)
        let length = image.byteCount
        image.pieces[0].byteCount += difference
        let error = try refusal {
            try writeDocument("out.pdf", in: scratch) { try $0.append(image, size: page, from: scratch) }
        }
        #expect(error.code == .mismatch)
        #expect(error.description.contains("7.page"))
        #expect(error.description.contains("\(length)") && error.description.contains("\(image.byteCount)"))
    }

    @Test("An image file that is gone is named")
    func missing() throws {
        let image = try encode(.noise(40, 30, .gray), as: .flate, name: "7.page", in: scratch)
        scratch.descriptor.removeFile("7.page")
        let error = try refusal {
            try writeDocument("out.pdf", in: scratch) { try $0.append(image, size: page, from: scratch) }
        }
        #expect(error.code == .mismatch && error.description.contains("7.page"))
    }

    @Test("Files are removed once they are in their places, unless they are kept", arguments: [false, true])
    func removal(keepsFiles: Bool) throws {
        let image = try encode(.noise(40, 30, .gray), as: .flate, name: "7.page", in: scratch)
        try scratch.openForWriting("out.pdf").close()
        try [Placement(offset: 5, prefix: [9, 8], file: "7.page", byteCount: image.byteCount)].carryOut(
            from: scratch.descriptor, to: scratch.file("out.pdf"), name: "out.pdf", keepsFiles: keepsFiles)
        #expect(scratch.fileNames == (keepsFiles ? ["7.page", "out.pdf"] : ["out.pdf"]))
        #expect(try scratch.bytes("out.pdf").prefix(7) == [0, 0, 0, 0, 0, 9, 8])
        #expect(try scratch.bytes("out.pdf").count == image.byteCount + 7)
    }

    @Test("A full device is reported when an image is copied")
    func fullDeviceWithImage() throws {
        let image = try encode(.noise(40, 30, .gray), as: .flate, name: "page", in: scratch)
        let error = try refusal {
            try [Placement(offset: 0, file: "page", byteCount: image.byteCount)].carryOut(
                from: scratch.descriptor, to: "/dev/full", name: "out/full.pdf", keepsFiles: true)
        }
        #expect(error.code == .writeFailed && error.errno == .noSpace)
        #expect(error.description.contains("out/full.pdf"))
    }

    @Test("A full device is reported at the end, when only then something is written")
    func fullDeviceAtEnd() throws {
        let error = try writeToFullDevice { writer in
            try writer.appendPlaceholder(page, lines: ["lost"])
            try writer.finish()
        }
        #expect(error.code == .writeFailed && error.errno == .noSpace)
        #expect(error.description.contains("out/full.pdf"))
    }

    @Test("A full device is reported on the way, however little a page holds", .timeLimit(.minutes(5)))
    func fullDeviceOnTheWay() throws {
        let error = try writeToFullDevice { writer in
            while true { try writer.appendPlaceholder(page, lines: ["lost"]) }
        }
        #expect(error.code == .writeFailed && error.errno == .noSpace)
    }

    private func writeToFullDevice(_ body: (PDFWriter) throws -> Void) throws -> OutputError {
        let full = try FileDescriptor.open("/dev/full", .writeOnly)
        defer { try? full.close() }
        return try refusal {
            let writer = PDFWriter(file: full, name: "out/full.pdf", producer: "unit tests")
            try body(writer)
        }
    }

    @Test("The place of a page's image is known as soon as the page is added")
    func streaming() throws {
        let image = try encode(.noise(500, 400, .rgb), as: .flate, name: "page", in: scratch)
        let file = try scratch.openForWriting("out.pdf")
        defer { try? file.close() }
        let writer = PDFWriter(file: file, name: "out.pdf", producer: "unit tests")
        for count in 1...3 {
            try writer.append(image, size: page, from: scratch)
            #expect(writer.byteCount >= count * image.byteCount)
            #expect(scratch.placements.last?.offset ?? 0 >= (count - 1) * image.byteCount)
        }
    }
}
