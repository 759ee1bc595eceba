import Glibc
import PagePool

/// A worker that does nothing, so that what is measured is the pool.
struct Echo: PoolWorker {
    struct Failure: Error, Codable {}
    typealias Setup = Int
    typealias Task = Int
    typealias Output = Int

    /// The task that ends its worker as a crash would: none of its code has a chance to tell the pool.
    static let deadly = -1

    init(setup: Int) {}

    func run(_ task: Int, context: TaskContext<Never>) -> Int {
        if task == Self.deadly { kill(getpid(), SIGKILL) }
        return task
    }

    /// Runs a pool of echoes.
    static func withPool<Result>(
        processes: Int, startMethod: StartMethod = .spawn, tasksPerWorker: Int? = nil,
        _ body: (Pool<Echo>) async throws -> Result
    ) async throws -> Result {
        var configuration = PoolConfiguration(command: .thisProgram(arguments: ["worker"]), processes: processes)
        configuration.startMethod = startMethod
        configuration.maxTasksPerWorker = tasksPerWorker
        return try await PagePool.withPool(of: Echo.self, setup: 0, configuration: configuration, body)
    }
}
