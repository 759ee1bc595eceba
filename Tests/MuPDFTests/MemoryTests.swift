import Foundation
import MuPDF
import TestDocuments
import Testing

/// Each in a process of its own, as other tests take memory meanwhile.
@Suite("Memory that is taken, kept and given back")
struct MemoryTests {
    @Test("What a layer or an image takes comes from memory that is kept")
    func layers() async {
        // Where other tests have freed enough, even the largest block comes from what is kept.
        await #expect(processExitsWith: .success) {
            #expect(Memory.keepFreed())
            let kept = try [6 << 20, 30 << 20, 34 << 20].map(isKept)
            #expect(kept == [true, true, false])
        }
    }

    @Test("The objects of pages that were read do not pile up")
    func objects() async throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let path = try scratch.write("long.pdf", longDocument(pages: 1000))
        await #expect(processExitsWith: .success) { [path = path as String] in
            let document = try Document(path: path, password: nil)
            _ = try document.countPages()
            let before = try memory("VmRSS")
            for page in 0..<1000 {
                #expect(try document.geometry(ofPage: page).mediaBox != nil)
                if page % 16 == 0 { document.forgetObjects() }
            }
            // All of them would be 60 MB, the file 8.
            #expect(try memory("VmRSS") - before < 20 << 20)
        }
    }

    @Test("Counting the pages of a long document does not take memory for all of them")
    func counting() async throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let path = try scratch.write("long.pdf", longDocument(pages: 2000))
        await #expect(processExitsWith: .success) { [path = path as String] in
            let before = try memory("VmHWM")
            #expect(try Document(path: path, password: nil).countPages() == 2000)
            // All of them would be 120 MB, the file 16.
            #expect(try memory("VmHWM") - before < 50 << 20)
        }
    }

    @Test("A large file that was read does not stay in the process")
    func file() async throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let path = try scratch.write("large.pdf", longDocument(pages: 1000))
        await #expect(processExitsWith: .success) { [path = path as String] in
            let document = try Document(path: path, password: nil)
            _ = try document.countPages()
            #expect(try residentBytes(ofFile: path) > 4 << 20)
            document.forgetFilePages()
            #expect(try residentBytes(ofFile: path) < 1 << 20)
            #expect(try document.geometry(ofPage: 999).mediaBox != nil)
        }
    }

    @Test("An image that there is no memory for in another colour space is given back once")
    func conversion() async throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        // Inks take 100 MB, and 75 in RGB, each more than the 64 MB that a thread may have in reserve.
        let path = try writeInks(5000, to: scratch.file("inks.pam"))
        let small = try writeInks(4, to: scratch.file("small.pam"))
        // Whether a block given back twice is found out depends on where it lies: in every other process it is.
        for _ in 0..<6 {
            await #expect(processExitsWith: .success) { [path = path as String, small = small as String] in
                let file = try ImageFile(path: path), other = try ImageFile(path: small)
                _ = try other.image()
                for _ in 0..<2 {
                    try withAddressSpace(120 << 20) {
                        let error = try refusal { _ = try file.image() }
                        #expect(error.code == .outOfMemory)
                    }
                    // It would be given out twice.
                    for _ in 0..<8 { #expect(try other.image().width == 4) }
                }
            }
        }
    }
}

/// Writes a square PAM file of inks, all of them none; it takes no space.
private func writeInks(_ size: Int, to path: String) throws -> String {
    let header = "P7\nWIDTH \(size)\nHEIGHT \(size)\nDEPTH 4\nMAXVAL 255\nTUPLTYPE CMYK\nENDHDR\n"
    try Data(header.utf8).write(to: URL(filePath: path))
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.truncate(atOffset: UInt64(header.utf8.count + size * size * 4))
    try file.close()
    return path
}

/// Runs a body in which this process gets so many more bytes from the system at most.
private func withAddressSpace(_ bytes: Int, _ body: () throws -> Void) throws {
    var limit = rlimit()
    try #require(getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0)
    let old = limit
    limit.rlim_cur = rlim_t(try memory("VmSize") + bytes)
    try #require(setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0)
    defer {
        var old = old
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &old)
    }
    try body()
}

/// A document whose pages all have an array of 2,000 numbers, 8 KB of the file, which take some 60 KB in memory.
private func longDocument(pages: Int) -> [UInt8] {
    var pdf = TestPDF()
    pdf.object(1, "<</Type/Catalog/Pages 2 0 R>>")
    let kids = (0..<pages).map { "\($0 + 3) 0 R" }.joined(separator: " ")
    pdf.object(2, "<</Type/Pages/Count \(pages)/Kids[\(kids)]>>")
    let numbers = (0..<2000).map { "\($0 % 900 + 100)" }.joined(separator: " ")
    for page in 0..<pages { pdf.object(page + 3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Numbers[\(numbers)]>>") }
    return pdf.file()
}

/// A figure of this process's memory in bytes, by its name in proc(5).
private func memory(_ name: String) throws -> Int {
    let lines = try String(contentsOfFile: "/proc/self/status", encoding: .utf8).split(separator: "\n")
    let line = try #require(lines.first { $0.hasPrefix(name + ":") })
    return try #require(line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }) << 10
}

/// How much of a file that is mapped is in this process's memory.
private func residentBytes(ofFile path: String) throws -> Int {
    // Its size is unknown to Foundation, which would read only the beginning.
    let handle = try #require(FileHandle(forReadingAtPath: "/proc/self/smaps"))
    let lines = try String(decoding: handle.readToEnd() ?? Data(), as: UTF8.self).split(separator: "\n")
    let start = try #require(lines.firstIndex { $0.hasSuffix(URL(filePath: path).lastPathComponent) })
    let line = try #require(lines[start...].first { $0.hasPrefix("Rss:") })
    return try #require(Int(line.split(separator: " ")[1])) << 10
}

/// Whether the process still has a block of so many bytes when it has freed it.
private func isKept(_ bytes: Int) throws -> Bool {
    let before = try memory("VmRSS")
    let zeros = open("/dev/zero", O_RDONLY | O_CLOEXEC)
    defer { close(zeros) }
    let block = try #require(malloc(bytes))
    // Written by the system, so that the compiler cannot do without the block.
    let count = read(zeros, block, bytes)
    free(block)
    try #require(count == bytes)
    return try memory("VmRSS") - before > bytes / 2
}
