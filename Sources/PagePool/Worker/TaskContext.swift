/// What connects a running task with the pool.
public struct TaskContext<Progress: Codable & Sendable> {
    /// How many counters there are in each worker: 16.
    public static var counterCount: Int { PoolCounters.count }

    /// The task's number among all that were given to the pool.
    public let number: UInt64
    @usableFromInline let link: any TaskLink

    @usableFromInline
    init(number: UInt64, link: any TaskLink) {
        (self.number, self.link) = (number, link)
    }

    /// Makes a context that leads nowhere, for testing a worker without a pool.
    ///
    /// What is reported or counted with it is dropped.
    public init() {
        self.init(number: 0, link: NoLink())
    }

    /// Tells the supervisor how the task gets on.
    ///
    /// It waits if the supervisor has much to read still. Each report costs a system call or two; a task that has
    /// thousands of steps should not tell of every one. Reports do not extend the task's time limit.
    ///
    /// - Throws: An encoding error; ``SharedMemory`` cannot be reported.
    public func report(_ progress: Progress) throws {
        link.report(try MessageEncoder.encodeAlone(progress), task: number)
    }

    /// Adds to one of the worker's counters, which the caller sees in ``PoolStatistics`` while the task runs.
    ///
    /// It costs a few nanoseconds. The counters start at zero, and what a task has counted stays counted when its
    /// worker dies.
    ///
    /// - Parameters:
    ///   - addend: How much to add.
    ///   - counter: From 0 up to ``counterCount``, not included; what each means is for worker and caller to agree on.
    public func count(_ addend: UInt64 = 1, counter: Int) {
        precondition((0..<PoolCounters.count).contains(counter), "there is no counter \(counter)")
        link.count(addend, counter: counter)
    }
}

extension TaskContext {
    /// Writes bytes where frames should be, as a worker does that has lost its mind; for the tests of this package.
    package func writeRaw(_ bytes: [UInt8]) { link.writeRaw(bytes) }
}

/// The way from a running task to the supervisor.
@usableFromInline
protocol TaskLink: AnyObject {
    func writeRaw(_ bytes: [UInt8])
    func report(_ message: [UInt8], task: UInt64)
    func count(_ addend: UInt64, counter: Int)
}

private final class NoLink: TaskLink {
    func writeRaw(_ bytes: [UInt8]) {}
    func report(_ message: [UInt8], task: UInt64) {}
    func count(_ addend: UInt64, counter: Int) {}
}
