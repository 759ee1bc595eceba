import Glibc
import PagePool
import Synchronization

/// Compares outcomes with what was ordered, and counts.
struct Tally {
    private(set) var outcomes = 0
    private(set) var kinds: [String: Int] = [:]
    /// The first things that were not as they should be.
    private(set) var faults: [String] = []
    private(set) var faultCount = 0
    private(set) var ordersToCount: UInt64 = 0
    private var seen: [Bool]

    init(tasks: Int) {
        seen = Array(repeating: false, count: tasks)
    }

    mutating func add(_ outcome: TaskOutcome<Sufferer>, reports: Int) {
        outcomes += 1
        guard seen.indices.contains(outcome.index), !seen[outcome.index] else {
            return note("task \(outcome.index) has an outcome too many")
        }
        seen[outcome.index] = true
        if case .count = outcome.task { ordersToCount += 1 }
        if let kind = Self.kind(of: outcome, reports: reports) {
            kinds[kind, default: 0] += 1
        } else {
            note("task \(outcome.index), \(Self.name(of: outcome.task)), had \(Self.name(of: outcome.result))")
        }
    }

    /// Notes tasks that had no outcome.
    mutating func close() {
        for index in seen.indices where !seen[index] { note("task \(index) has no outcome") }
    }

    mutating func note(_ fault: String) {
        faultCount += 1
        if faults.count < 10 { faults.append(fault) }
    }

    /// The kind of an outcome that is what was ordered; nil for any other.
    private static func kind(of outcome: TaskOutcome<Sufferer>, reports: Int) -> String? {
        switch (outcome.task, outcome.result) {
        case (.echo(let ordered), .success(let output)): output.number == ordered ? "echoed" : nil
        case (.fail(let ordered), .failure(.thrown(let error))): error.number == ordered ? "thrown" : nil
        case (.signal(let signal), .failure(.workerDied(let death))):
            death.cause == .signaled(signal: signal) ? "killed" : nil
        case (.abort, .failure(.workerDied(let death))):
            death.cause == .signaled(signal: SIGABRT) ? "aborted" : nil
        case (.exit(let status), .failure(.workerDied(let death))):
            death.cause == .exited(status: status) ? "exited" : nil
        case (.hang, .failure(.timeLimit)): "hung"
        case (.text(let bytes), .success(let output)):
            output.text.utf8.count == bytes && output.text.utf8.allSatisfy { $0 == UInt8(ascii: "t") } ? "large" : nil
        case (.make(let bytes, let value), .success(let output)):
            holds(output.memory, bytes, value) ? "memory made" : nil
        case (.pass(let given), .success(let output)):
            holds(output.memory, given.byteCount, given.withUnsafeBytes { $0[0] }) ? "memory passed" : nil
        case (.report(let count), .success): reports == count ? "reported" : nil
        case (.count, .success): "counted"
        default: nil
        }
    }

    private static func holds(_ memory: SharedMemory?, _ bytes: Int, _ value: UInt8) -> Bool {
        guard let memory, memory.byteCount == bytes else { return false }
        return memory.withUnsafeBytes { $0.allSatisfy { $0 == value } }
    }

    private static func name(of value: some Any) -> String { String(String(describing: value).prefix(200)) }
}

/// How often tasks have reported, by their index.
final class Reports: Sendable {
    private let counts = Mutex<[Int: Int]>([:])

    func add(_ index: Int) { counts.withLock { $0[index, default: 0] += 1 } }

    func take(_ index: Int) -> Int { counts.withLock { $0.removeValue(forKey: index) ?? 0 } }
}
