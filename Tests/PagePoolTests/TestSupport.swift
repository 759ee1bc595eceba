import Glibc
import PoolTestWork
import Testing

@testable import PagePool

/// A pool of misbehaving workers, with what every test wants of it.
enum TestPool {
    /// The worker program lies beside the tests.
    static let workerPath: String = {
        let own = (try? readLink("/proc/self/exe")) ?? ""
        return own.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/PagePoolTestWorker"
    }()

    static func configuration(processes: Int = 2, timeLimit: Duration? = .seconds(20)) -> PoolConfiguration {
        PoolConfiguration(
            command: WorkerCommand(path: workerPath), processes: processes, taskTimeLimit: timeLimit)
    }

    /// Gives all orders to a pool and collects the outcomes in the orders' order.
    static func outcomes(
        of orders: [Order], setup: Beginning = .good, configuration: PoolConfiguration = configuration()
    ) async throws -> [TaskOutcome<MisbehavingWorker>] {
        try await withPool(of: MisbehavingWorker.self, setup: setup, configuration: configuration) { pool in
            var outcomes: [TaskOutcome<MisbehavingWorker>] = []
            for try await outcome in pool.imapUnordered(orders) { outcomes.append(outcome) }
            return outcomes.sorted { $0.index < $1.index }
        }
    }

    private static func readLink(_ path: String) throws -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink(path, &buffer, buffer.count)
        guard count > 0 else { throw Errno() }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private struct Errno: Error {}
}

extension TaskOutcome where Worker == MisbehavingWorker {
    /// The outcome in a word, for comparing.
    var kind: String {
        switch result {
        case .success(let echo): "value \(echo.number)"
        case .failure(.thrown(let error)): "thrown \(error.message)"
        case .failure(.workerDied(let death)):
            switch death.cause {
            case .exited(let status): "exited \(status)"
            case .signaled(let signal): "signaled \(signal)"
            case .unknown: "unknown"
            }
        case .failure(.timeLimit): "time limit"
        case .failure(.memoryLimit): "memory limit"
        case .failure(.protocolBroken): "protocol broken"
        case .failure(.undecodable): "undecodable"
        case .failure(.tooHeavy): "too heavy"
        case .failure(.cancelled): "cancelled"
        }
    }
}

/// Processes and descriptors, counted from the outside.
enum SystemState {
    /// Whether a process exists and is no zombie.
    static func isAlive(_ pid: Int32) -> Bool {
        guard let stat = SmallFile.text("/proc/\(pid)/stat"), let end = stat.lastIndex(of: ")") else { return false }
        return stat[end...].dropFirst(2).first != "Z"
    }
}

/// A path that nothing else uses, removed with this value.
final class ScratchPath: Sendable {
    let path: String

    init() {
        path = "/tmp/pagepool-test-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
    }

    func create() { close(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)) }

    deinit { unlink(path) }
}
