import Foundation
import RasterOutput
import SystemPackage
import Testing

@testable import Rasterizer

@Suite("Assembling the output")
struct AssemblerTests {
    private let spool: Scratch
    private let target: Scratch

    init() throws {
        spool = try Scratch()
        target = try Scratch()
    }

    private func assembler(keepsFiles: Bool = false) throws -> DocumentAssembler {
        try DocumentAssembler(
            target: target.file("out.pdf"), spoolPath: spool.path, spool: spool.descriptor, keepsFiles: keepsFiles,
            storage: StorageOptions(), producer: "unit tests")
    }

    private func page(_ value: UInt8) throws -> RenderedPage {
        try RenderedPage(value, file: "\(value).flate", in: spool)
    }

    /// The widths of the output's pages, which are 100 more than their values.
    private func widths() throws -> [Int] {
        let text = String(decoding: try run("pdfinfo", "-l", "99", target.file("out.pdf")), as: UTF8.self)
        return text.matches(of: /Page +\d+ size: +(\d+) x/).compactMap { Int($0.1) }
    }

    @Test(
        "Pages come out in their order, in whichever they come in",
        arguments: [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3], [1, 0, 3, 2, 4]]
    )
    func order(places: [Int]) throws {
        let assembler = try assembler()
        for place in places { try assembler.carryOut(assembler.add(page(UInt8(place)), number: 0, at: place)) }
        #expect(spool.fileNames == [])
        let size = try assembler.finish()
        #expect(try target.bytes("out.pdf").count == size)
        #expect(try widths() == [100, 101, 102, 103, 104])
        #expect(target.fileNames == ["out.pdf"])
    }

    @Test("The order in which pages come in changes no byte")
    func sameBytes() throws {
        var outputs: [[UInt8]] = []
        for places in [[0, 1, 2], [2, 1, 0]] {
            let assembler = try assembler()
            for place in places { try assembler.carryOut(assembler.add(page(UInt8(place)), number: 0, at: place)) }
            _ = try assembler.finish()
            outputs.append(try target.bytes("out.pdf"))
        }
        #expect(outputs[0] == outputs[1])
    }

    @Test("What waits for an earlier page waits in its file, and the others' files are removed")
    func waiting() throws {
        let assembler = try assembler()
        try assembler.carryOut(assembler.add(page(2), number: 0, at: 2))
        try assembler.carryOut(assembler.add(page(1), number: 0, at: 1))
        #expect(spool.fileNames == ["1.flate", "2.flate"])
        try assembler.carryOut(assembler.add(page(0), number: 0, at: 0))
        #expect(spool.fileNames == [])
    }

    @Test("Page files are kept if they are asked for")
    func keeping() throws {
        let assembler = try assembler(keepsFiles: true)
        for place in 0..<2 { try assembler.carryOut(assembler.add(page(UInt8(place)), number: 0, at: place)) }
        _ = try assembler.finish()
        #expect(spool.fileNames == ["0.flate", "1.flate"])
    }

    @Test("A place may be skipped or taken by a placeholder, before its turn or after")
    func gaps() throws {
        let assembler = try assembler()
        try assembler.carryOut(assembler.skip(3))
        try assembler.carryOut(
            assembler.addPlaceholder(PDFPageSize(width: 77, height: 50), lines: ["lost"], at: 1))
        try assembler.carryOut(assembler.add(page(4), number: 0, at: 4))
        try assembler.carryOut(assembler.add(page(0), number: 0, at: 0))
        try assembler.carryOut(
            assembler.addPlaceholder(PDFPageSize(width: 88, height: 50), lines: ["lost"], at: 2))
        try assembler.carryOut(assembler.skip(5))
        _ = try assembler.finish()
        #expect(try widths() == [100, 77, 88, 104])
        _ = try run("qpdf", "--check", target.file("out.pdf"))
    }

    @Test("A run that is abandoned leaves no page file and no output")
    func abandoning() throws {
        let assembler = try assembler()
        try assembler.carryOut(assembler.add(page(0), number: 0, at: 0))
        try assembler.carryOut(assembler.add(page(2), number: 0, at: 2))
        assembler.abandon()
        #expect(spool.fileNames == [])
        try assembler.carryOut(assembler.add(page(1), number: 0, at: 1))
        try assembler.carryOut(assembler.add(page(3), number: 0, at: 3))
        assembler.abandon()
        #expect(spool.fileNames == [])
        #expect(throws: JobError.self) { try assembler.finish() }
        #expect(target.fileNames == [])
    }

    @Test("A place that was left out is noticed at the end")
    func missing() throws {
        let assembler = try assembler()
        try assembler.carryOut(assembler.add(page(0), number: 0, at: 0))
        try assembler.carryOut(assembler.add(page(2), number: 0, at: 2))
        let error = #expect(throws: JobError.self) { try assembler.finish() }
        #expect(error?.kind == .internalError)
        #expect(target.fileNames == [])
    }

    @Test("A page file that is gone, or not what it was, is an error that names it", arguments: [false, true])
    func badFile(exists: Bool) throws {
        let assembler = try assembler()
        let page = try page(0)
        if exists { try spool.write("0.flate", "short") } else { spool.descriptor.removeFile("0.flate") }
        let error = #expect(throws: JobError.self) { try assembler.carryOut(assembler.add(page, number: 0, at: 0)) }
        #expect(error?.kind == .internalError)
        #expect(error?.description.contains("0.flate") == true)
    }

    @Test("An output that cannot be opened is refused at once")
    func unwritable() throws {
        let error = try refusal(JobError.self) {
            _ = try DocumentAssembler(
                target: target.file("no/such/out.pdf"), spoolPath: spool.path, spool: spool.descriptor,
                keepsFiles: false, storage: StorageOptions(), producer: "unit tests")
        }
        #expect(error.kind == .outputUnwritable)
    }
}
