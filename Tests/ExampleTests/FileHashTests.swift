import Foundation
import Glibc
import Testing

@Suite("The example filehash", .timeLimit(.minutes(5)))
struct FileHashTests {
    // From the reference code of the algorithm's authors.
    private static let vectors = [
        ("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8"),
        ("chongo was here!\n", "46810940eff5f915"),
    ]

    @Test("It prints the checksums that the algorithm's authors give, in the order of the files")
    func vectors() async throws {
        let scratch = try Scratch()
        for (index, vector) in Self.vectors.enumerated() { try scratch.write(vector.0, to: "file\(index)") }
        let result = try await RunningFileHash((0..<4).map { "file\($0)" }, in: scratch.url).wait()
        #expect(result.output == Self.vectors.enumerated().map { "\($1.1) file\($0)" })
        #expect(result.errors.isEmpty)
        #expect(result.status == 0)
    }

    @Test("Files that cannot be read are named with the reason, and the others are done")
    func unreadable() async throws {
        let scratch = try Scratch()
        try scratch.write("a", to: "good")
        let result = try await RunningFileHash(["missing", "good", "."], in: scratch.url).wait()
        #expect(result.output == ["af63dc4c8601ec8c good"])
        #expect(result.errors == ["filehash: missing: No such file or directory", "filehash: .: Is a directory"])
        #expect(result.status == 1)
    }

    @Test("A file over which a worker dies is named with the signal")
    func killedWorker() async throws {
        let scratch = try Scratch()
        let pipe = scratch.url.appending(path: "pipe").path
        try #require(mkfifo(pipe, 0o600) == 0)
        let running = try RunningFileHash(["pipe"], in: scratch.url)
        // It can be opened for writing as soon as a worker opens it for reading, and that one then waits for ever.
        var fd: Int32 = -1
        while fd < 0 {
            try #require(!running.hasEnded)
            fd = open(pipe, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
            await Task.yield()
        }
        defer { close(fd) }
        for worker in running.workers { kill(worker, SIGKILL) }
        let result = try await running.wait()
        #expect(result.output.isEmpty)
        #expect(result.errors == ["filehash: pipe: its worker was killed by signal 9 (SIGKILL)"])
        #expect(result.status == 1)
    }
}
