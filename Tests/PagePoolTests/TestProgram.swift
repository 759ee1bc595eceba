import Glibc
import Testing

@testable import PagePool

/// The worker program run in one of its other modes, with its lines as they come.
struct TestProgram {
    struct LaunchFailure: Error, CustomStringConvertible {
        let description: String
    }

    enum Event: Sendable {
        case line(String)
        /// Its end, as waitpid tells it.
        case ended(status: Int32)
    }

    let pid: pid_t
    /// All that happens, up to the end.
    let events: AsyncStream<Event>

    /// Starts the program, which must see to its own end.
    init(_ arguments: [String]) throws {
        var ends: [Int32] = [-1, -1]
        // A pair of sockets can be told at once to close on exec; other tests start programs at the same time.
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw LaunchFailure(description: "no sockets") }
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        // Swift's threads block all signals, and the program's own alarm would never ring.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let words = ([TestPool.workerPath] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var pid: pid_t = 0
        let error = posix_spawn(&pid, TestPool.workerPath, &actions, &attributes, words, environ)
        guard error == 0 else {
            close(ends[0])
            throw LaunchFailure(description: "\(TestPool.workerPath): \(String(cString: strerror(error)))")
        }
        self.pid = pid
        let (events, continuation) = AsyncStream.makeStream(of: Event.self)
        self.events = events
        let (output, child) = (ends[0], pid)
        // Reading and waiting would block one of Swift's threads, of which there are few.
        PoolThread.start {
            Self.readLines(from: output) { continuation.yield(.line($0)) }
            close(output)
            var status: Int32 = 0
            while waitpid(child, &status, 0) < 0, errno == EINTR {}
            continuation.yield(.ended(status: status))
            continuation.finish()
        }
    }

    private static func readLines(from descriptor: Int32, _ take: (String) -> Void) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        var partial: [UInt8] = []
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            partial.append(contentsOf: buffer[..<count])
            while let end = partial.firstIndex(of: UInt8(ascii: "\n")) {
                take(String(decoding: partial[..<end], as: UTF8.self))
                partial.removeFirst(end + 1)
            }
        }
    }
}
