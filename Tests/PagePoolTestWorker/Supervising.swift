import Glibc
import PagePool
import PoolTestWork

/// A program that has a pool at work and waits to be killed.
enum Supervising {
    /// Gives every worker one task, and says who they all are once they are all at it or done with it.
    static func run(_ method: StartMethod, processes: Int, _ order: Order) async throws -> Int32 {
        // Should nobody kill it, it ends all the same.
        alarm(60)
        var configuration = PoolConfiguration(command: .thisProgram(arguments: []), processes: processes)
        configuration.startMethod = method
        return try await withPool(of: MisbehavingWorker.self, setup: .good, configuration: configuration) {
            pool -> Int32 in
            let (running, continuation) = AsyncStream.makeStream(of: Int.self)
            let handles = try (0..<processes).map { _ in
                try pool.applyAsync(order, onProgress: { continuation.yield($0) })
            }
            for try await pid in running.prefix(processes) { Main.say("runs \(pid)") }
            if case .report(then: .echo) = order {
                for handle in handles { _ = try await handle.outcome }
            }
            await sayWorkers(of: pool, processes)
            Main.say("set")
            while true { pause() }
        }
    }

    /// Names the workers, and the children of fork servers, as the pool's events do.
    private static func sayWorkers(of pool: Pool<MisbehavingWorker>, _ processes: Int) async {
        var ready = 0
        for await event in pool.events {
            switch event {
            case .started(let pid): Main.say("started \(pid)")
            case .forked(let pid, let server): Main.say("forked \(pid) \(server)")
            case .ready: ready += 1
            default: break
            }
            if ready == processes { return }
        }
    }
}
