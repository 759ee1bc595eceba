import Glibc
import MuPDF
import Testing

@Suite("Memory that is freed is kept")
struct MemoryTests {
    /// Whether a block of so many bytes is mapped by itself, and so given back as soon as it is freed.
    private func isMapped(_ bytes: Int) throws -> Bool {
        let block = try #require(malloc(bytes))
        defer { free(block) }
        // glibc keeps a block's size just before it, and in the second lowest bit whether it is mapped.
        return block.load(fromByteOffset: -MemoryLayout<Int>.size, as: Int.self) & 2 != 0
    }

    @Test("What a layer or an image takes comes from memory that is kept")
    func layers() throws {
        #expect(Memory.keepFreed())
        #expect(try !isMapped(6 << 20))
        #expect(try !isMapped(30 << 20))
        #expect(try isMapped(34 << 20))
    }
}
