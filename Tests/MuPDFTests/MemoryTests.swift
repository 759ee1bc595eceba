import Glibc
import MuPDF
import Testing

@Suite("Memory that is freed is kept")
struct MemoryTests {
    @Test("What a layer or an image takes comes from memory that is kept")
    func layers() async {
        // In a process of its own: where other tests have freed enough, even the largest block comes from what is kept.
        await #expect(processExitsWith: .success) {
            #expect(Memory.keepFreed())
            #expect(!isMapped(6 << 20))
            #expect(!isMapped(30 << 20))
            #expect(isMapped(34 << 20))
        }
    }
}

/// Whether a block of so many bytes is mapped by itself, and so given back as soon as it is freed.
private func isMapped(_ bytes: Int) -> Bool {
    guard let block = malloc(bytes) else { fatalError("no \(bytes) bytes") }
    defer { free(block) }
    // glibc keeps a block's size just before it, and in the second lowest bit whether it is mapped.
    return block.load(fromByteOffset: -MemoryLayout<Int>.size, as: Int.self) & 2 != 0
}
