import Foundation
import Glibc

/// Where things lie in this checkout.
enum Checkout {
    // This file is Tests/ExampleTests/TestSupport.swift.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The articles of the documentation and the README, as paths within the checkout.
    static let articles: [String] = {
        let directory = "Sources/PagePool/Documentation.docc"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: directory).path)) ?? []
        return names.filter { $0.hasSuffix(".md") }.sorted().map { "\(directory)/\($0)" } + [
            "README.md", "Documentation/comparing.md",
        ]
    }()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The example as it was built with these tests, which lies beside them.
    static let fileHash = program("FileHash")

    /// A program that was built with these tests.
    static func program(_ name: String) -> URL {
        let running = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        for bundle in [running] + CommandLine.arguments where bundle.contains(".xctest") {
            let candidate = URL(filePath: bundle).deletingLastPathComponent().appending(path: name)
            if access(candidate.path, X_OK) == 0 { return candidate }
        }
        fatalError("no \(name) lies beside these tests: \(running) \(CommandLine.arguments)")
    }
}

/// A directory for one test, removed with everything in it when the test is over.
final class Scratch {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "filehash-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: url.appending(path: name))
    }
}

/// The example, running in a directory, with its output going into files there.
struct RunningFileHash {
    struct LaunchFailure: Error {
        let code: Int32
    }

    private let pid: pid_t
    private let directory: URL

    init(_ arguments: [String], in directory: URL) throws {
        self.directory = directory
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (descriptor, name) in [(Int32(1), "output"), (2, "errors")] {
            let path = directory.appending(path: ".\(name)").path
            posix_spawn_file_actions_addopen(&actions, descriptor, path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        }
        // The shell gives its process to the program, so the number stays.
        let command = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", directory.path, Checkout.fileHash.path]
        let words = (command + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var pid: pid_t = 0
        let error = posix_spawn(&pid, "/bin/sh", &actions, nil, words, environ)
        guard error == 0 else { throw LaunchFailure(code: error) }
        self.pid = pid
    }

    /// Whether the program is over.
    var hasEnded: Bool {
        var information = siginfo_t()
        let status = waitid(P_PID, id_t(pid), &information, WEXITED | WNOHANG | WNOWAIT)
        return status == 0 && information.si_signo == SIGCHLD
    }

    /// The processes that it has started and that have not ended.
    var workers: [Int32] {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.compactMap { Int32($0) }.filter { Self.parent(of: $0) == pid }
    }

    private static func parent(of pid: Int32) -> Int32? {
        guard let line = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return nil }
        // The name in parentheses may hold anything; state and parent follow it.
        let fields = String(decoding: line, as: UTF8.self).split(separator: ")").last?.split(separator: " ") ?? []
        return fields.count > 1 ? Int32(fields[1]) : nil
    }

    /// Waits for its end, on a thread that no other test needs.
    func wait() async throws -> (status: Int32, output: [String], errors: [String]) {
        let pid = pid
        let status = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var status: Int32 = 0
                while waitpid(pid, &status, 0) < 0, errno == EINTR {}
                // The exit code, or the signal that ended it, negative.
                continuation.resume(returning: status & 0x7f == 0 ? status >> 8 & 0xff : -(status & 0x7f))
            }
        }
        return (status, try lines("output"), try lines("errors"))
    }

    private func lines(_ name: String) throws -> [String] {
        try String(contentsOf: directory.appending(path: ".\(name)"), encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }
}
