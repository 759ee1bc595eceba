import Foundation
import RasterOutput
import SystemPackage
import Testing

@testable import Rasterizer

/// The path of a sample.
func sample(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../samples/\(name)").standardized.path
}

/// A directory that goes with the test that made it.
final class Scratch {
    let path: String
    let descriptor: FileDescriptor

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "rasterizer-tests-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: [.directory, .closeOnExec])
    }

    deinit {
        try? descriptor.close()
        try? FileManager.default.removeItem(atPath: path)
    }

    var fileNames: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: file(name)))) }

    func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: URL(filePath: file(name)))
        return file(name)
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    func makeDirectory(_ name: String, mode: Int = 0o755) throws -> String {
        try FileManager.default.createDirectory(atPath: file(name), withIntermediateDirectories: false)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file(name))
        return file(name)
    }
}

/// The permission bits of a file.
func mode(of path: String) throws -> Int {
    try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
}

/// Runs a program of the system to its end, and returns what it wrote.
///
/// Its streams are files, so that no pipe can fill up.
func run(_ program: String, _ arguments: String..., input: [UInt8] = []) throws -> [UInt8] {
    let scratch = try Scratch()
    try scratch.write("input", input)
    try scratch.write("output", "")
    try scratch.write("errors", "")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardInput = FileHandle(forReadingAtPath: scratch.file("input"))
    process.standardOutput = FileHandle(forWritingAtPath: scratch.file("output"))
    process.standardError = FileHandle(forWritingAtPath: scratch.file("errors"))
    try process.run()
    process.waitUntilExit()
    let errors = try scratch.text("errors")
    try #require(process.terminationStatus == 0, "\(program): \(errors)")
    return try scratch.bytes("output")
}

/// Decompresses a zlib stream with Python's zlib, which refuses one that is damaged or cut short.
func inflated(_ bytes: [UInt8]) throws -> [UInt8] {
    try run(
        "python3", "-c", "import sys, zlib; sys.stdout.buffer.write(zlib.decompress(sys.stdin.buffer.read()))",
        input: bytes)
}

/// Runs a body that must refuse, and returns its refusal.
func refusal<Failure: Error>(
    _ type: Failure.Type, sourceLocation: SourceLocation = #_sourceLocation, of body: () throws -> Void
) throws -> Failure {
    let error = #expect(throws: type, sourceLocation: sourceLocation) { try body() }
    return try #require(error, sourceLocation: sourceLocation)
}

extension RenderedPage {
    /// A page of two by one pixels with values of its own, stored in a file of the directory.
    init(_ value: UInt8, file: String, in scratch: Scratch, warnings: [String] = [], peakMemory: Int = 0) throws {
        let encoder = try ImageEncoder(
            .flate, layout: SampleLayout(width: 2, height: 1, components: 1), options: EncodingOptions(), name: file,
            directory: scratch.descriptor)
        try [value, value &+ 1].withUnsafeBytes { try encoder.write($0) }
        let storage = ImageStorage(form: .gray(bits: 8), codec: .flate)
        let image = EncodedImage(width: 2, height: 1, storage: storage, whole: try encoder.finish())
        self.init(
            sheet: PDFPageSize(width: 100 + Double(value), height: 50), dpi: 72, image: image,
            warnings: warnings, milliseconds: 12.5, peakMemory: peakMemory)
    }
}
