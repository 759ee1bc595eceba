internal import Glibc

/// What the supervisor sends to a worker: a queue of bytes before a socket that never blocks.
final class OutgoingChannel {
    let fd: Int32
    private var queue: [UInt8] = []
    private var sent = 0

    init(fd: Int32) {
        self.fd = fd
    }

    var hasUnsent: Bool { sent < queue.count }

    func enqueue(_ bytes: [UInt8]) {
        if sent == queue.count {
            queue = bytes
            sent = 0
        } else {
            queue.append(contentsOf: bytes)
        }
    }

    /// Writes what the socket takes.
    ///
    /// A worker that has closed its end is dealt with when its death is seen.
    func flush() {
        while hasUnsent {
            let count = queue.withUnsafeBytes { bytes in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
                return Glibc.send(fd, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// Tells the worker that nothing will come any more.
    func end() { shutdown(fd, Int32(SHUT_WR)) }
}
