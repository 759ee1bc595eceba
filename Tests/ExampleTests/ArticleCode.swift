import Glibc
import PagePool

// The code that the articles and the README show, so that it is compiled. It is not run but for what other tests run.

// MARK: - PagePool.md and README.md

struct Doubler: PoolWorker {
    init(setup: Int) {}

    func run(_ number: Int, context: TaskContext<Never>) -> Int { 2 * number }
}

// The same lines under their own name would be a second entry point.
struct Program {
    static func main() async throws {
        if CommandLine.arguments.dropFirst().first == "--worker" { WorkerProcess.run(Doubler.self) }

        let configuration = PoolConfiguration(
            command: .thisProgram(arguments: ["--worker"]), processes: 4, taskTimeLimit: .seconds(10))
        try await withPool(of: Doubler.self, setup: 0, configuration: configuration) { pool in
            for try await outcome in pool.imapUnordered(1...100) {
                print(outcome.task, outcome.result)
            }
        }
    }
}

// MARK: - coming-from-multiprocessing.md

struct Shrink: Codable, Sendable {
    var path: String
    var width: Int
}

enum Counters {
    static let files = 0
}

struct Shrinker: PoolWorker {
    struct Failure: Error, Codable { var reason: String }

    private let quality: Int

    init(setup quality: Int) throws(Failure) { self.quality = quality }

    mutating func run(_ task: Shrink, context: TaskContext<Int>) throws(Failure) -> Int {
        let percent = quality
        try? context.report(percent)
        context.count(counter: Counters.files)
        return task.width
    }
}

struct ComingFromMultiprocessing {
    let tasks: [Shrink]
    let uploads: AsyncStream<Shrink>
    let task: Shrink
    let pairs: [(String, Int)]

    func show(_ outcome: TaskOutcome<Shrinker>) {}
    func refuse(_ task: Shrink) {}

    func configure(_ command: WorkerCommand) -> PoolConfiguration {
        var configuration = PoolConfiguration(command: command, processes: 4)
        configuration.processes = AvailableCPUs.count
        configuration.maxTasksPerWorker = 100
        configuration.startMethod = .inProcess
        configuration.taskTimeLimit = .seconds(5)
        configuration.startMethod = .spawn
        configuration.startMethod = .forkServer
        configuration.maxTasksPerWorker = 1
        configuration.budget = 2
        configuration.retryPolicy = RetryPolicy(attempts: 3)
        configuration.limits.residentMemory = 500 << 20
        return configuration
    }

    func open(_ configuration: PoolConfiguration) async throws {
        if CommandLine.arguments.dropFirst().first == "--worker" { WorkerProcess.run(Shrinker.self) }
        try await withPool(of: Shrinker.self, setup: 85, configuration: configuration) { pool in try await use(pool) }
    }

    private func use(_ pool: Pool<Shrinker>) async throws {
        try await giveMany(pool)
        try await giveOne(pool)
        try await exchange(pool)
        pool.close()
        pool.terminate()
        await pool.join()
        for await event in pool.events { if case .wrote(let pid, _, let line) = event { print(pid, line) } }
    }

    private func giveMany(_ pool: Pool<Shrinker>) async throws {
        for try await outcome in pool.imapUnordered(tasks) { show(outcome) }
        for try await outcome in pool.imap(tasks) { show(outcome) }
        for try await outcome in pool.imapUnordered(uploads) { show(outcome) }
        var total = 0
        for try await outcome in pool.imapUnordered(tasks) { total += try outcome.result.get() }
        let outcomes = try await pool.map(tasks)
        let sizes = try await pool.map(tasks).map { try $0.result.get() }
        async let later = pool.map(tasks)
        let copies = try await pool.map(pairs.map { Shrink(path: $0, width: $1) })
        let inHundreds = pool.imapUnordered(tasks, chunkSize: 100)
        let two = pool.imapUnordered(tasks, weight: { _ in 1 })
        _ = try await (total, outcomes, sizes, later, copies, inHundreds, two)
    }

    private func giveOne(_ pool: Pool<Shrinker>) async throws {
        let outcome = try await pool.apply(task)
        if case .failure(.workerDied(let death)) = outcome.result { print(death.cause, death.lastLines) }
        if case .failure(.thrown(let failure)) = outcome.result { print(failure.reason) }
        if case .failure(.undecodable(let text)) = outcome.result { print(text) }
        show(try await pool.apply(task))
        do { _ = try pool.applyAsync(task) } catch is EncodingError { refuse(task) }

        let handle = try pool.applyAsync(task)
        let isReady = handle.isReady
        let isSuccessful = handle.isSuccessful
        let size = try await handle.value
        let result = try await handle.outcome.result
        handle.cancel()
        _ = (isReady, isSuccessful, size, result)
    }

    private func exchange(_ pool: Pool<Shrinker>) async throws {
        let work = Task { try await pool.map(tasks).count }
        work.cancel()
        let copy = try await pool.apply(task, onProgress: { percent in print(percent) })
        let files = pool.statistics.counters[Counters.files]
        let rows = [UInt8](repeating: 0, count: 100)
        let pixels = try SharedMemory(byteCount: rows.count) { bytes in bytes.copyBytes(from: rows) }
        let first = pixels.withUnsafeBytes { bytes in bytes[0] }
        _ = (copy, files, first)
    }
}
