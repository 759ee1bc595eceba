internal import Glibc
internal import Synchronization

/// The signals by which people and systems end a program.
///
/// They are blocked in all threads and waited for by the main one, so that ending is ordinary code: the work is
/// cancelled, cleans up after itself, and the exit status tells the signal. The main thread must be the one that waits:
/// left to Swift's runtime it would let every signal through.
enum Signals {
    private static let ending = [SIGINT, SIGTERM, SIGHUP]
    private static let received = Mutex<Int32?>(nil)

    /// Runs the program's work and exits with its status, or with 128 and the number of the signal that came.
    ///
    /// Call it on the main thread before there are others.
    static func runUntilEnded(_ work: @escaping @Sendable () async -> Int32) -> Never {
        var set = sigset_t()
        sigemptyset(&set)
        for number in ending { sigaddset(&set, number) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
        // Not structured, because the thread that would wait for it is the one that waits for signals.
        let job = Task.detached {
            let status = await work()
            exit(received.withLock { $0 }.map { 128 + $0 } ?? status)
        }
        while true {
            var number: Int32 = 0
            guard sigwait(&set, &number) == 0 else { continue }
            received.withLock { $0 = $0 ?? number }
            job.cancel()
        }
    }
}
