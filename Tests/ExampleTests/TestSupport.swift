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
        return names.filter { $0.hasSuffix(".md") }.sorted().map { "\(directory)/\($0)" } + ["README.md"]
    }()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The example as it was built with these tests, which lies beside them.
    static let fileHash: URL = {
        let running = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        for bundle in [running] + CommandLine.arguments where bundle.contains(".xctest") {
            let candidate = URL(filePath: bundle).deletingLastPathComponent().appending(path: "FileHash")
            if access(candidate.path, X_OK) == 0 { return candidate }
        }
        fatalError("no FileHash lies beside these tests: \(running) \(CommandLine.arguments)")
    }()
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

/// The example, running in a directory.
struct RunningFileHash {
    private let process = Process()
    private let output = Pipe()
    private let errors = Pipe()

    init(_ arguments: [String], in directory: URL) throws {
        process.executableURL = Checkout.fileHash
        process.arguments = arguments
        process.currentDirectoryURL = directory
        process.standardOutput = output
        process.standardError = errors
        try process.run()
    }

    /// The processes that it has started and that have not ended.
    var workers: [Int32] {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.compactMap { Int32($0) }.filter { Self.parent(of: $0) == process.processIdentifier }
    }

    private static func parent(of pid: Int32) -> Int32? {
        guard let line = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return nil }
        // The name in parentheses may hold anything; state and parent follow it.
        let fields = String(decoding: line, as: UTF8.self).split(separator: ")").last?.split(separator: " ") ?? []
        return fields.count > 1 ? Int32(fields[1]) : nil
    }

    /// Waits for its end; what it writes must fit into a pipe.
    func wait() throws -> (status: Int32, output: [String], errors: [String]) {
        process.waitUntilExit()
        func lines(_ pipe: Pipe) throws -> [String] {
            String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
                .split(separator: "\n").map(String.init)
        }
        return (process.terminationStatus, try lines(output), try lines(errors))
    }
}
