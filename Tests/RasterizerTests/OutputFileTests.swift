import Foundation
import SystemPackage
import Testing

@testable import Rasterizer

@Suite("The output file")
struct OutputFileTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func writeOutput(to target: String, _ text: String, commit: Bool = true) throws {
        var output = try OutputFile(target: target, spool: scratch.path)
        try output.descriptor.writeAll(text.utf8)
        if commit { try output.commit() }
    }

    @Test("A new file stands under its name when it is committed, and not before")
    func newFile() throws {
        var output = try OutputFile(target: scratch.file("out.pdf"), spool: scratch.path)
        try output.descriptor.writeAll("content".utf8)
        #expect(!scratch.fileNames.contains("out.pdf"))
        try output.commit()
        #expect(scratch.fileNames == ["out.pdf"])
        #expect(try scratch.text("out.pdf") == "content")
    }

    @Test("Without a commit nothing is left, and what was there stays", arguments: [false, true])
    func withoutCommit(exists: Bool) throws {
        if exists { try scratch.write("out.pdf", "old") }
        try writeOutput(to: scratch.file("out.pdf"), "new", commit: false)
        #expect(scratch.fileNames == (exists ? ["out.pdf"] : []))
        if exists { #expect(try scratch.text("out.pdf") == "old") }
    }

    @Test("A file is replaced as a whole: who has it open keeps the old one")
    func replacing() throws {
        try scratch.write("out.pdf", "old and longer")
        let reader = try FileDescriptor.open(FilePath(scratch.file("out.pdf")), .readOnly)
        defer { try? reader.close() }
        try writeOutput(to: scratch.file("out.pdf"), "new")
        #expect(scratch.fileNames == ["out.pdf"])
        #expect(try scratch.text("out.pdf") == "new")
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = try bytes.withUnsafeMutableBytes { try reader.read(into: $0) }
        #expect(String(decoding: bytes.prefix(count), as: UTF8.self) == "old and longer")
    }

    @Test("A file that is replaced passes its mode on", arguments: [0o600, 0o640, 0o444, 0o755])
    func keepingMode(bits: Int) throws {
        try scratch.write("out.pdf", "old")
        try FileManager.default.setAttributes([.posixPermissions: bits], ofItemAtPath: scratch.file("out.pdf"))
        try writeOutput(to: scratch.file("out.pdf"), "new")
        #expect(try mode(of: scratch.file("out.pdf")) == bits)
    }

    @Test("A new file has the mode that any program's files have")
    func newMode() throws {
        _ = try run("sh", "-c", "umask > '\(scratch.file("mask"))'")
        let mask = try #require(Int(scratch.text("mask").trimmingCharacters(in: .whitespacesAndNewlines), radix: 8))
        try writeOutput(to: scratch.file("out.pdf"), "new")
        #expect(try mode(of: scratch.file("out.pdf")) == 0o666 & ~mask)
    }

    @Test("A symbolic link stays, and the file it leads to is replaced")
    func symbolicLink() throws {
        let folder = try scratch.makeDirectory("folder")
        try Data("old".utf8).write(to: URL(filePath: "\(folder)/real.pdf"))
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file("link.pdf"), withDestinationPath: "folder/real.pdf")
        try writeOutput(to: scratch.file("link.pdf"), "new")
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: scratch.file("link.pdf")) == "folder/real.pdf")
        #expect(try scratch.text("folder/real.pdf") == "new")
        #expect(scratch.fileNames == ["folder", "link.pdf"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["real.pdf"])
    }

    @Test("A directory is refused", arguments: ["", "/", "/."])
    func directory(suffix: String) throws {
        let folder = try scratch.makeDirectory("folder")
        let error = try refusal(JobError.self) { try writeOutput(to: folder + suffix, "new") }
        #expect(error.kind == .outputUnwritable)
        #expect(error.description.contains("folder"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }

    @Test("A directory that is not there is reported with the file's name", arguments: ["no/such/out.pdf", "new/"])
    func missingDirectory(name: String) throws {
        let error = try refusal(JobError.self) { try writeOutput(to: scratch.file(name), "new") }
        #expect(error.kind == .outputUnwritable)
        #expect(error.description.contains(name))
        #expect(scratch.fileNames == [])
    }

    @Test("A device is filled and not replaced")
    func device() throws {
        try writeOutput(to: "/dev/null", "new")
        let type = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
        #expect(type == .typeCharacterSpecial)
        #expect(scratch.fileNames == [])
    }

    @Test("A device that is full is reported")
    func fullDevice() throws {
        let error = try refusal(JobError.self) { try writeOutput(to: "/dev/full", "new") }
        #expect(error.kind == .outputUnwritable)
        #expect(error.description.contains("/dev/full"))
        #expect(scratch.fileNames == [])
    }

    @Test("A pipe gets the whole output at the end", .timeLimit(.minutes(5)))
    func pipe() throws {
        #expect(mkfifo(scratch.file("pipe"), 0o600) == 0)
        let reader = try #require(popen("cat '\(scratch.file("pipe"))' > '\(scratch.file("seen"))'", "w"))
        let text = String(repeating: "0123456789", count: 30_000)
        try writeOutput(to: scratch.file("pipe"), text)
        #expect(pclose(reader) == 0)
        #expect(try scratch.text("seen") == text)
        #expect(scratch.fileNames == ["pipe", "seen"])
    }

    @Test("A name without a directory is beside the program")
    func relativeName() throws {
        let name = "output-file-test-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: name) }
        try writeOutput(to: name, "new")
        #expect(try String(contentsOfFile: name, encoding: .utf8) == "new")
    }
}

@Suite("Whether two paths are one file")
struct FileIdentityTests {
    @Test("Links of either kind and detours lead to the same file; copies do not")
    func links() throws {
        let scratch = try Scratch()
        let file = try scratch.write("file", "text")
        _ = try scratch.makeDirectory("folder")
        try FileManager.default.linkItem(atPath: file, toPath: scratch.file("hard"))
        try FileManager.default.createSymbolicLink(atPath: scratch.file("soft"), withDestinationPath: "file")
        try FileManager.default.createSymbolicLink(atPath: scratch.file("twice"), withDestinationPath: "soft")
        try scratch.write("copy", "text")
        for other in ["file", "hard", "soft", "twice", "folder/../file", "./file"] {
            #expect(FileIdentity.areSame(file, scratch.file(other)), "\(other)")
            #expect(FileIdentity.areSame(scratch.file(other), file), "\(other)")
        }
        for other in ["copy", "folder", "missing", ""] {
            #expect(!FileIdentity.areSame(file, scratch.file(other)), "\(other)")
        }
        #expect(!FileIdentity.areSame(scratch.file("missing"), scratch.file("missing")))
    }

    @Test("What would lie in a directory is known by whatever links, also if it does not exist")
    func containment() throws {
        let scratch = try Scratch()
        let manager = FileManager.default
        try manager.createDirectory(atPath: scratch.file("in/deep"), withIntermediateDirectories: true)
        try manager.createDirectory(atPath: scratch.file("inner"), withIntermediateDirectories: true)
        try manager.createSymbolicLink(atPath: scratch.file("link"), withDestinationPath: "in/deep")
        for inside in ["in/x", "in/./x", "in/deep/x", "in/no/such/x", "link/x", "inner/../in/x", "in/."] {
            #expect(FileIdentity.lies(scratch.file(inside), in: scratch.file("in")), "\(inside)")
        }
        for outside in ["x", "inner/x", "in", "no/such/x", "in/../x"] {
            #expect(!FileIdentity.lies(scratch.file(outside), in: scratch.file("in")), "\(outside)")
        }
        #expect(!FileIdentity.lies(scratch.file("missing/x"), in: scratch.file("missing")))
        #expect(!FileIdentity.lies("x", in: scratch.file("in")))
    }
}
