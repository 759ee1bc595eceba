internal import Glibc
internal import Synchronization

/// The signals by which people and systems end a program.
///
/// They are blocked in all threads and waited for by one of their own, so that ending is ordinary code: the work is
/// cancelled, cleans up after itself, and the exit status tells the signal.
struct Signals {
    private static let ending = [SIGINT, SIGTERM, SIGHUP]

    private let arrivals: AsyncStream<Int32>

    /// Blocks the signals; call it before there are threads.
    init() {
        var set = sigset_t()
        sigemptyset(&set)
        for number in Self.ending { sigaddset(&set, number) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
        let (arrivals, continuation) = AsyncStream.makeStream(of: Int32.self)
        self.arrivals = arrivals
        let waited = set
        Thread.start {
            var waited = waited
            while true {
                var number: Int32 = 0
                if sigwait(&waited, &number) == 0 { continuation.yield(number) }
            }
        }
    }

    /// Runs work until it is done or a signal comes, which cancels it.
    ///
    /// - Returns: What the work returns, or 128 and the signal's number.
    func race(_ work: @escaping @Sendable () async throws -> Int32) async throws -> Int32 {
        try await withThrowingTaskGroup(of: Int32?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                for await number in arrivals { return 128 + number }
                return nil
            }
            let first = try await group.next() ?? nil
            group.cancelAll()
            // A cancelled run has nothing to say; it only has to be over.
            while let _ = try? await group.next() {}
            return first ?? ExitStatus.internalError.rawValue
        }
    }
}

/// A thread of the system that lives as long as the program.
private enum Thread {
    private final class Body {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    static func start(_ run: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let body = Unmanaged.passRetained(Body(run)).toOpaque()
        pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, body)
        pthread_detach(thread)
    }
}
