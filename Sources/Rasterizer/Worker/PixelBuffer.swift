import Glibc

/// The memory that a worker draws into, kept from page to page.
///
/// A fresh buffer a page costs a tenth of the run in page faults and clearing.
struct PixelBuffer: ~Copyable {
    private var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)

    init() {}

    deinit {
        if let address = memory.baseAddress { munmap(address, memory.count) }
    }

    /// Gives at least so many bytes, with whatever they held before.
    mutating func bytes(_ count: Int) throws(RenderFailure) -> UnsafeMutableRawBufferPointer {
        if memory.count < count {
            release()
            let huge = 2 << 20
            let size = (count + huge - 1) / huge * huge
            let address = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
            guard let address, address != MAP_FAILED else {
                throw RenderFailure(.limit, "memory ran out: \(size) bytes for a band of pixels")
            }
            // Fewer, larger pages; where the system refuses, small ones do.
            madvise(address, size, MADV_HUGEPAGE)
            memory = UnsafeMutableRawBufferPointer(start: address, count: size)
        }
        return UnsafeMutableRawBufferPointer(rebasing: memory[..<count])
    }

    private mutating func release() {
        guard let address = memory.baseAddress else { return }
        munmap(address, memory.count)
        memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    }
}
