internal import CPagePool

/// Wakes the supervisor when there is something to read, and not more often than it is of use.
struct WorkerBell {
    /// Within a chunk of tiny tasks the supervisor sleeps so long at least.
    private static let interval: UInt64 = 100_000

    let descriptor: Int32
    private var lastRung: UInt64 = 0

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    mutating func ring(at now: UInt64 = cpagepool_now()) {
        lastRung = now
        cpagepool_bell_ring(descriptor)
    }

    /// Rings unless it was rung a moment ago.
    mutating func ringSometimes(at now: UInt64) {
        if now - lastRung >= Self.interval { ring(at: now) }
    }
}
