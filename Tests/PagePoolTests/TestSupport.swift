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

/// A path that nothing else uses, removed with this value.
final class ScratchPath: Sendable {
    let path: String

    init() {
        path = "/tmp/pagepool-test-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
    }

    func create() { close(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)) }

    /// The bytes in the file, 0 if there is none.
    var size: Int {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_size : 0
    }

    deinit { unlink(path) }
}
