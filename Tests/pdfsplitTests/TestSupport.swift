import Foundation
import Glibc

/// Where things lie in this checkout.
enum Checkout {
    // This file is Tests/pdfsplitTests/TestSupport.swift.
    static let root: String = {
        var url = URL(filePath: #filePath)
        for _ in 0..<3 { url.deleteLastPathComponent() }
        let path = url.path(percentEncoded: false)
        return path.hasSuffix("/") ? String(path.dropLast()) : path
    }()

    /// The program as it was built with these tests.
    ///
    /// The bundle of tests lies beside it. Depending on the tools it is the running program itself, or the first
    /// thing that a helper of the toolchain is told to load.
    static let program: String = {
        let running = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        for bundle in [running] + CommandLine.arguments {
            let candidate = URL(filePath: bundle).deletingLastPathComponent().appending(path: "pdfsplit")
            let path = candidate.path(percentEncoded: false)
            if bundle.contains(".xctest"), access(path, X_OK) == 0 { return path }
        }
        fatalError("no pdfsplit lies beside these tests: \(running) \(CommandLine.arguments)")
    }()
}

/// The sample files that tests use, with their pages.
enum Sample: String, Sendable {
    case badPage = "bad-page"
    case bench = "bench-200"
    case blank, cmyk, empty, encrypted
    case encryptedOpen = "encrypted-open"
    case forms
    case grayScan = "gray-scan"
    case layers, mixed
    case notAPDF = "not-a"
    case photos
    case poster = "poster-a0"
    case refusedPage = "refused-page"
    case stamp, text, transparency, truncated, vector

    var path: String { "\(Checkout.root)/samples/\(rawValue).pdf" }
}

/// A directory for one test, removed with everything in it when the test is over.
///
/// It is the working directory of what is run through it, and TMPDIR lies within, so that tests running at the same
/// time do not see each other's leftovers.
final class Scratch: Sendable {
    let path: String
    let temporary: String

    init() {
        let placeholder = String(repeating: "X", count: 6)
        var template = Array("\(NSTemporaryDirectory())/pdfsplit-test.\(placeholder)".utf8CString)
        precondition(mkdtemp(&template) != nil, "no directory for a test can be made")
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        temporary = path + "/tmp"
        mkdir(temporary, 0o755)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    subscript(_ name: String) -> String { "\(path)/\(name)" }

    /// What lies in the working directory but for TMPDIR itself.
    var files: Set<String> { Self.list(path).subtracting(["tmp"]) }

    /// What lies in TMPDIR.
    var temporaryFiles: Set<String> { Self.list(temporary) }

    func contents(_ name: String = "out.pdf") throws -> Data {
        try Data(contentsOf: URL(filePath: self[name]))
    }

    func exists(_ name: String = "out.pdf") -> Bool { access(self[name], F_OK) == 0 }

    func write(_ data: Data, to name: String) throws { try data.write(to: URL(filePath: self[name])) }

    func makeDirectory(_ name: String) { mkdir(self[name], 0o755) }

    static func list(_ path: String) -> Set<String> {
        Set((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
    }
}

/// Waits for a condition that another process brings about.
///
/// - Returns: Whether it came true in time.
func eventually(within seconds: Double = 20, _ condition: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while !condition() {
        guard ContinuousClock.now < deadline else { return condition() }
        poll(nil, 0, 2)
    }
    return true
}
