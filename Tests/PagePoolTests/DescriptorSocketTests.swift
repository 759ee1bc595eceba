import Glibc
import PoolTestWork
import Testing

@testable import PagePool

@Suite("The socket for shared memory")
struct DescriptorSocketTests {
    /// Both ends of such a socket, closed with this value.
    private final class Ends {
        let ours: DescriptorSocket
        let theirs: DescriptorSocket
        private var theirsIsOpen = true

        init() {
            var pair: [Int32] = [-1, -1]
            socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue), 0, &pair)
            ours = DescriptorSocket(fd: pair[0])
            theirs = DescriptorSocket(fd: pair[1])
        }

        func closeTheirs() {
            close(theirs.fd)
            theirsIsOpen = false
        }

        deinit {
            close(ours.fd)
            if theirsIsOpen { close(theirs.fd) }
        }
    }

    @Test("What belongs to a message that never came is dropped")
    func dropped() throws {
        let ends = Ends()
        let memories = try (1...3).map { try Pattern.memory(bytes: $0, seed: 0) }
        try ends.theirs.send([memories[0]], number: 1)
        try ends.theirs.send([memories[1], memories[2]], number: 2)
        let received = try ends.ours.receive(number: 2, count: 2, isBlocking: false)
        #expect(received.map(\.byteCount) == [2, 3])
    }

    @Test("What was announced and does not come is an error, and no waiting")
    func missing() throws {
        let ends = Ends()
        #expect(throws: MessageError.self) { try ends.ours.receive(number: 1, count: 1, isBlocking: false) }
        try ends.theirs.send([try Pattern.memory(bytes: 1, seed: 0)], number: 1)
        #expect(throws: MessageError.self) { try ends.ours.receive(number: 1, count: 2, isBlocking: false) }
        ends.closeTheirs()
        #expect(throws: MessageError.self) { try ends.ours.receive(number: 1, count: 1, isBlocking: true) }
    }

    @Test("What a worker has sent comes also when it has died before it took what was sent to it")
    func senderDied() throws {
        let ends = Ends()
        try ends.theirs.send([try Pattern.memory(bytes: 5, seed: 0)], number: 1)
        try ends.ours.send([try Pattern.memory(bytes: 6, seed: 0)], number: 2)
        ends.closeTheirs()
        let received = try ends.ours.receive(number: 1, count: 1, isBlocking: false)
        #expect(received.map(\.byteCount) == [5])
    }

    @Test("Sending to a worker that has died is no error: its death is dealt with when it is seen")
    func receiverDied() throws {
        let ends = Ends()
        let memory = try Pattern.memory(bytes: 1, seed: 0)
        try ends.ours.send([memory], number: 1)
        ends.closeTheirs()
        // The first may be told of the reset, the second of the broken pipe.
        try ends.ours.send([memory], number: 2)
        try ends.ours.send([memory], number: 3)
    }
}
