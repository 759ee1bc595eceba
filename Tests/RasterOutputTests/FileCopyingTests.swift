import Foundation
import RasterOutput
import SystemPackage
import Testing

@Suite("Copying files", .timeLimit(.minutes(5)))
struct FileCopyingTests {
    private let scratch: Scratch
    private let content: [UInt8]

    init() throws {
        scratch = try Scratch()
        // More than a pipe holds and more than the buffer of the slow path.
        content = Picture.noise(1500, 1000, .gray).samples
        try scratch.write("source", content)
    }

    private func withSource<Result>(from offset: Int = 0, _ body: (FileDescriptor) throws -> Result) throws -> Result {
        let source = try scratch.descriptor.openForReading("source")
        defer { try? source.close() }
        try source.seek(offset: Int64(offset), from: .start)
        return try body(source)
    }

    // Appending is what sendfile refuses, so the second argument takes the way through a buffer.
    @Test("A file is copied from its position to its end", arguments: [0, 1, 1_499_999, 1_500_000], [false, true])
    func file(offset: Int, appending: Bool) throws {
        try scratch.write("target", appending ? [9, 9] : [])
        let target = try scratch.openForWriting("target", appending: appending)
        defer { try? target.close() }
        let count = try withSource(from: offset) { try $0.copyContents(to: target) }
        #expect(count == content.count - offset)
        #expect(try scratch.bytes("target") == (appending ? [9, 9] : []) + content[offset...])
    }

    @Test("A copy goes on where the target stands")
    func position() throws {
        let target = try scratch.openForWriting("target")
        defer { try? target.close() }
        try target.writeAll([1, 2, 3])
        for _ in 0..<2 { _ = try withSource { try $0.copyContents(to: target) } }
        try target.writeAll([4])
        #expect(try scratch.bytes("target") == [1, 2, 3] + content + content + [4])
    }

    @Test("A pipe takes the whole file, however little it holds at a time")
    func pipe() throws {
        let command = "cat > '\(scratch.file("target"))'"
        let reader = try #require(popen(command, "w"))
        let count = try withSource { try $0.copyContents(to: FileDescriptor(rawValue: fileno(reader))) }
        #expect(pclose(reader) == 0)
        #expect(count == content.count)
        #expect(try scratch.bytes("target") == content)
    }

    @Test("A full device is reported", arguments: [false, true])
    func fullDevice(appending: Bool) throws {
        let full = try FileDescriptor.open("/dev/full", .writeOnly, options: appending ? [.append] : [])
        defer { try? full.close() }
        let error = #expect(throws: Errno.self) { try withSource { try $0.copyContents(to: full) } }
        #expect(error == .noSpace)
    }

    @Test("Names in a directory do not lead out of it by links")
    func links() throws {
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file("link"), withDestinationPath: scratch.file("source"))
        #expect(throws: Errno.tooManySymbolicLinkLevels) { try scratch.descriptor.openFile("link") }
        #expect(throws: Errno.tooManySymbolicLinkLevels) { try scratch.descriptor.openForReading("link") }
        #expect(try scratch.bytes("source") == content)
    }

    @Test("Files are made private, emptied when they are there, and may be removed twice")
    func files() throws {
        try scratch.descriptor.openFile("source").close()
        #expect(try scratch.bytes("source").isEmpty)
        try scratch.descriptor.openFile("fresh").close()
        let mode = try FileManager.default.attributesOfItem(atPath: scratch.file("fresh"))[.posixPermissions] as? Int
        #expect(mode == 0o600)
        scratch.descriptor.removeFile("fresh")
        scratch.descriptor.removeFile("fresh")
        #expect(scratch.fileNames == ["source"])
        #expect(throws: Errno.noSuchFileOrDirectory) { try scratch.descriptor.openForReading("fresh") }
    }
}
