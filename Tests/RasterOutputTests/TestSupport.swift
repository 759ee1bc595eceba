import Foundation
import RasterOutput
import SystemPackage
import Testing

let samples = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../samples").standardized.path

/// A directory that goes with the test that made it.
final class Scratch {
    let path: String
    let descriptor: FileDescriptor
    /// What is still to be copied into a document that is being written.
    var placements: [Placement] = []

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "raster-output-tests-\(UUID().uuidString)").path
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

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: URL(filePath: file(name)))
        return file(name)
    }

    func openForWriting(_ name: String, appending: Bool = false) throws -> FileDescriptor {
        try FileDescriptor.open(
            FilePath(file(name)), .writeOnly, options: [.create, appending ? .append : .truncate],
            permissions: .ownerReadWrite)
    }
}

/// What a program that has ended left behind.
struct ProgramResult {
    var status: Int32
    var output: [UInt8]
    var errors: [UInt8]

    /// Both outputs, for messages.
    var text: String { String(decoding: output + errors, as: UTF8.self) }
}

/// Runs a program of the system to its end.
///
/// Its streams are files, so that no pipe can fill up.
func run(_ program: String, _ arguments: String..., input: [UInt8] = []) throws -> ProgramResult {
    try run(program, arguments: arguments, input: input)
}

func run(_ program: String, arguments: [String], input: [UInt8] = []) throws -> ProgramResult {
    let scratch = try Scratch()
    try scratch.write("input", input)
    try scratch.write("output", [])
    try scratch.write("errors", [])
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardInput = FileHandle(forReadingAtPath: scratch.file("input"))
    process.standardOutput = FileHandle(forWritingAtPath: scratch.file("output"))
    process.standardError = FileHandle(forWritingAtPath: scratch.file("errors"))
    try process.run()
    process.waitUntilExit()
    return ProgramResult(
        status: process.terminationStatus, output: try scratch.bytes("output"), errors: try scratch.bytes("errors"))
}

/// Decompresses a zlib stream with Python's zlib, which refuses one that is damaged or cut short.
func inflated(_ bytes: [UInt8]) throws -> [UInt8] {
    let program = "import sys, zlib; sys.stdout.buffer.write(zlib.decompress(sys.stdin.buffer.read()))"
    let result = try run("python3", "-c", program, input: bytes)
    try #require(result.status == 0, "\(result.text)")
    return result.output
}

/// Runs a body that must refuse, and returns its refusal.
func refusal<Value>(
    of body: () throws -> Value, sourceLocation: SourceLocation = #_sourceLocation
) throws -> OutputError {
    let error = #expect(throws: OutputError.self, sourceLocation: sourceLocation) { _ = try body() }
    return try #require(error, sourceLocation: sourceLocation)
}

extension ImageEncoder {
    /// Starts a whole image of 8 bits a sample with the usual effort.
    convenience init(
        _ codec: Codec, width: Int, height: Int, color: ColorModel, quality: Int, name: String,
        directory: FileDescriptor
    ) throws(OutputError) {
        try self.init(
            codec, layout: SampleLayout(width: width, height: height, components: color.components),
            options: EncodingOptions(quality: quality), name: name, directory: directory)
    }
}

/// Encodes a picture, so many rows at a time.
func encode(
    _ picture: Picture, as codec: Codec, quality: Int = 85, rowsPerWrite: Int = .max, name: String, in scratch: Scratch
) throws -> EncodedImage {
    let encoder = try ImageEncoder(
        codec, width: picture.width, height: picture.height, color: picture.color, quality: quality, name: name,
        directory: scratch.descriptor)
    try picture.forEachBand(of: rowsPerWrite) { try encoder.write($0) }
    let form: ImageForm =
        switch picture.color {
        case .gray: .gray(bits: 8)
        case .rgb: .rgb
        case .cmyk: .cmyk
        }
    let storage = ImageStorage(form: form, codec: codec)
    return EncodedImage(width: picture.width, height: picture.height, storage: storage, whole: try encoder.finish())
}

/// Writes a document and returns its path.
func writeDocument(_ name: String, in scratch: Scratch, body: (PDFWriter) throws -> Void) throws -> String {
    let file = try scratch.openForWriting(name)
    defer { try? file.close() }
    let writer = PDFWriter(file: file, name: name, producer: "unit tests")
    try body(writer)
    try writer.finish()
    try scratch.placements.carryOut(
        from: scratch.descriptor, to: scratch.file(name), name: name, keepsFiles: true)
    scratch.placements = []
    #expect(try scratch.bytes(name).count == writer.byteCount)
    return scratch.file(name)
}

extension PDFWriter {
    /// Adds a page; its image is copied when the document is finished.
    func append(_ image: EncodedImage, size: PDFPageSize, dpi: Double = 72, from scratch: Scratch) throws {
        scratch.placements += try appendPage(size, image: image, resolution: dpi)
    }
}
