internal import Glibc
public import SystemPackage

extension FileDescriptor {
    /// Copies from this file's position to its end, inside the kernel where it can.
    ///
    /// Blocks.
    ///
    /// - Returns: The bytes copied.
    public func copyContents(to target: FileDescriptor) throws(Errno) -> Int {
        var total = 0
        // The largest count that sendfile takes in one call.
        while true {
            let count = sendfile(target.rawValue, rawValue, nil, 0x7fff_f000)
            if count == 0 { return total }
            if count > 0 {
                total += count
            } else if errno == EINVAL || errno == ENOSYS {
                // Some file systems and devices have no such path.
                return try total + copyThroughBuffer(to: target)
            } else if errno != EINTR {
                throw Errno(rawValue: errno)
            }
        }
    }

    private func copyThroughBuffer(to target: FileDescriptor) throws(Errno) -> Int {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
        defer { buffer.deallocate() }
        var total = 0
        do {
            while true {
                let count = try read(into: buffer)
                if count == 0 { return total }
                _ = try target.writeAll(buffer[..<count])
                total += count
            }
        } catch {
            throw error as? Errno ?? .ioError
        }
    }
}
