import Foundation

/// The program `pdfsplit`, which draws and compares in processes of its own: a PDF that crashes or hangs what draws it fails
/// its test and no other.
public struct GoldenProgram: Sendable {
    /// The program's file.
    public var path: String

    public init(path: String) {
        self.path = path
    }

    /// The program that `PDFSPLIT` names in the environment, or the first `pdfsplit` in `PATH`.
    public static var usual: GoldenProgram? {
        let environment = ProcessInfo.processInfo.environment
        if let path = environment["PDFSPLIT"] { return GoldenProgram(path: path) }
        return (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/pdfsplit" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }.map(GoldenProgram.init(path:))
    }

    /// Runs the program and waits for its end, without holding up other tests.
    ///
    /// - Returns: Its exit code and what it wrote to standard error.
    func run(_ arguments: [String]) async throws -> (code: Int32, message: String) {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        // Goldens are written as the arguments say, wherever the tests run.
        process.environment = ProcessInfo.processInfo.environment.filter { $0.key != "CI" }
        let errors = FileManager.default.temporaryDirectory.appending(path: "pdfgolden-\(UUID().uuidString).txt")
        try Data().write(to: errors)
        defer { try? FileManager.default.removeItem(at: errors) }
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in done.resume() }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                done.resume(throwing: error)
            }
        }
        return (process.terminationStatus, String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }
}
