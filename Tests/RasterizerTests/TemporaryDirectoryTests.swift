import Foundation
import Glibc
import RasterOutput
import SystemPackage
import Testing

@testable import Rasterizer

@Suite("Temporary directories")
struct TemporaryDirectoryTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test("A directory is private, recognizable and goes with all its files")
    func lifetime() throws {
        do {
            let directory = try TemporaryDirectory(in: scratch.path)
            #expect(directory.path.hasPrefix("\(scratch.path)/pdfsplit-run-"))
            #expect(try mode(of: directory.path) == 0o700)
            for name in ["0.flate", "1.jpeg", ".hidden"] { try directory.descriptor.openFile(name).close() }
            let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
            #expect(Set(names).isSuperset(of: ["0.flate", "1.jpeg", ".hidden", TemporaryDirectory.mark]))
        }
        #expect(scratch.fileNames == [])
    }

    @Test("Every directory has a name of its own")
    func names() throws {
        let first = try TemporaryDirectory(in: scratch.path), second = try TemporaryDirectory(in: scratch.path)
        #expect(first.path != second.path)
        #expect(scratch.fileNames.count == 2)
    }

    @Test("A directory that is kept stays with its files, also when it is swept")
    func keeping() throws {
        var path = ""
        do {
            var directory = try TemporaryDirectory(in: scratch.path)
            path = directory.path
            try directory.descriptor.openFile("0.flate").close()
            directory.keepForGood()
        }
        #expect(FileManager.default.fileExists(atPath: "\(path)/0.flate"))
        TemporaryDirectory.sweep(scratch.path)
        #expect(FileManager.default.fileExists(atPath: "\(path)/0.flate"))
    }

    @Test("A place where nothing can be made is refused with advice", arguments: ["missing", "file"])
    func refused(name: String) throws {
        try scratch.write("file", "")
        let error = try refusal(JobError.self) { _ = try TemporaryDirectory(in: scratch.file(name)) }
        #expect(error.kind == .outputUnwritable)
        #expect(error.description.contains(scratch.file(name)) && error.description.contains("--temp-dir"))
        #expect(scratch.fileNames == ["file"])
    }

    @Test("What a killed run left behind is swept")
    func stale() throws {
        let path = try makeMarkedDirectory("pdfsplit-run-stale1")
        try Data("page".utf8).write(to: URL(filePath: "\(path)/0.flate"))
        TemporaryDirectory.sweep(scratch.path)
        #expect(scratch.fileNames == [])
    }

    @Test("What a run is using is not swept, and other processes see its lock")
    func inUse() throws {
        let directory = try TemporaryDirectory(in: scratch.path)
        try directory.descriptor.openFile("0.flate").close()
        TemporaryDirectory.sweep(scratch.path)
        #expect(FileManager.default.fileExists(atPath: "\(directory.path)/0.flate"))
        let answer = try run("sh", "-c", "flock -n '\(directory.path)' true || echo locked")
        #expect(String(decoding: answer, as: UTF8.self) == "locked\n")
    }

    @Test("A lock that ends with its process leaves the directory to the next sweep", .timeLimit(.minutes(5)))
    func lockEnds() throws {
        let path = try makeMarkedDirectory("pdfsplit-run-other1")
        let fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        #expect(flock(fd, LOCK_EX | LOCK_NB) == 0)
        TemporaryDirectory.sweep(scratch.path)
        #expect(scratch.fileNames == ["pdfsplit-run-other1"])
        close(fd)
        TemporaryDirectory.sweep(scratch.path)
        #expect(scratch.fileNames == [])
    }

    @Test("Directories with another mode or name are left alone", arguments: [0o755, 0o750, 0o500, 0o777, 0o600])
    func others(mode: Int) throws {
        let path = try makeMarkedDirectory("pdfsplit-run-other")
        chmod(path, mode_t(mode))
        _ = try makeMarkedDirectory("another")
        try scratch.write("pdfsplit-run-file", "text")
        TemporaryDirectory.sweep(scratch.path)
        #expect(scratch.fileNames == ["another", "pdfsplit-run-file", "pdfsplit-run-other"])
    }

    @Test("A directory that only has a name like ours is somebody else's and stays")
    func unmarked() throws {
        let path = try scratch.makeDirectory("pdfsplit-run-results", mode: 0o700)
        try Data("precious".utf8).write(to: URL(filePath: "\(path)/notes"))
        TemporaryDirectory.sweep(scratch.path)
        #expect(try scratch.text("pdfsplit-run-results/notes") == "precious")
    }

    private func makeMarkedDirectory(_ name: String) throws -> String {
        let path = try scratch.makeDirectory(name, mode: 0o700)
        try Data().write(to: URL(filePath: "\(path)/\(TemporaryDirectory.mark)"))
        return path
    }

    @Test("A link to a directory is left alone, and so is what it leads to")
    func link() throws {
        let path = try makeMarkedDirectory("precious")
        try Data("text".utf8).write(to: URL(filePath: "\(path)/file"))
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file("pdfsplit-run-link"), withDestinationPath: "precious")
        TemporaryDirectory.sweep(scratch.path)
        #expect(scratch.fileNames == ["pdfsplit-run-link", "precious"])
        #expect(try scratch.text("precious/file") == "text")
    }

    @Test("A directory that has not got its name yet is swept only when it is old", arguments: [false, true])
    func unnamed(isOld: Bool) throws {
        let path = try makeMarkedDirectory(".pdfsplit-new-abc123")
        if isOld {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: path)
        }
        TemporaryDirectory.sweep(scratch.path)
        #expect(scratch.fileNames == (isOld ? [] : [".pdfsplit-new-abc123"]))
    }

    @Test("A sweep of a place that is not there leaves it so")
    func missing() {
        TemporaryDirectory.sweep(scratch.file("missing"))
        #expect(!FileManager.default.fileExists(atPath: scratch.file("missing")))
    }
}
