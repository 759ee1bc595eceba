import Glibc
import PagePool

/// Measures the pool and prints the figures as JSON: PoolBenchmark [--workers N].
///
/// What is measured, and by which keys, is the same as in Benchmarks/peers/pool_measuring.py.
@main
struct Main {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first == "worker" { WorkerProcess.run(Echo.self) }
        print(try await figures(processes: workers(arguments)))
    }

    private static func figures(processes: Int) async throws -> Figures {
        var figures = Figures()
        let single = try await Throughput.single(processes: processes)
        figures.set("single_per_second", single)
        // The pool has no chunks: what a user gets for many small tasks is one message each.
        figures.set("chunked_per_second", single)
        figures.set("chunk", "none")
        figures.set("round_trip_us", try await Throughput.roundTrip(processes: processes))
        figures.set("start_ms", try await Lifecycle.start(processes: processes))
        figures.set("replace_ms", try await Lifecycle.replace())
        for key in ["start_fork_ms", "start_forkserver_ms", "fresh_fork_ms", "fresh_ms", "fresh_spawn_ms"] {
            figures.leaveOut(key, because: "not measured yet")
        }
        return figures
    }

    private static func workers(_ arguments: ArraySlice<String>) -> Int {
        if arguments.isEmpty { return 2 }
        guard arguments.count == 2, arguments.first == "--workers", let count = arguments.last.flatMap(Int.init),
            count > 0
        else {
            _ = "usage: PoolBenchmark [--workers N]\n".withCString { write(2, $0, strlen($0)) }
            exit(2)
        }
        return count
    }
}
