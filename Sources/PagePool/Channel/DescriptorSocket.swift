internal import CPagePool
internal import Glibc

/// The socket through which shared memory goes with tasks and replies, seen from either side.
struct DescriptorSocket {
    private static let mostStrays = 100

    let fd: Int32

    /// Sends the memory that belongs to a task or its reply.
    ///
    /// A worker that has died is dealt with when its death is seen, as with what is sent through its channel.
    func send(_ memories: [SharedMemory], number: UInt64) throws(MessageError) {
        guard memories.count <= SharedMemory.maximumPerMessage else {
            throw MessageError(
                description: "a message refers to \(memories.count) shared memories; the limit is "
                    + "\(SharedMemory.maximumPerMessage)")
        }
        let descriptors = memories.map(\.descriptor)
        if cpagepool_send_descriptors(fd, number, descriptors, Int32(descriptors.count)) != 0 {
            if errno == EPIPE || errno == ECONNRESET { return }
            throw MessageError(description: "shared memory cannot be sent: \(String(cString: strerror(errno)))")
        }
    }

    /// Takes the memory that belongs to a task or its reply; it was sent before the message that announces it.
    ///
    /// What belongs to others was sent for a message that never came, and is dropped.
    func receive(number: UInt64, count: Int, isBlocking: Bool) throws(MessageError) -> [SharedMemory] {
        // Whoever keeps sending what belongs to nobody shall not keep the reader here.
        for _ in 0..<Self.mostStrays {
            var owner: UInt64 = 0
            var descriptors = [Int32](repeating: -1, count: SharedMemory.maximumPerMessage)
            let received = cpagepool_receive_descriptors(fd, &owner, &descriptors, isBlocking ? 1 : 0)
            guard received > 0 else { throw MessageError(description: "shared memory was announced and did not come") }
            var memories: [SharedMemory] = []
            for descriptor in descriptors.prefix(Int(received)) {
                // One that is refused is closed; the others go with the list.
                if let memory = try? SharedMemory(adopting: descriptor) { memories.append(memory) }
            }
            guard owner == number else { continue }
            guard memories.count == count else {
                throw MessageError(description: "shared memory came that could still be changed, or too little of it")
            }
            return memories
        }
        throw MessageError(description: "shared memory came that belongs to no message")
    }
}
