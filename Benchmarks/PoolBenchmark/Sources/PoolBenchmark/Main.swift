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
        figures.set("single_per_second", try await Throughput.unordered(processes: processes, chunkSize: 1))
        figures.set("chunked_per_second", try await Throughput.unordered(processes: processes, chunkSize: nil))
        figures.set("chunk", "adaptive")
        figures.set("round_trip_us", try await Throughput.roundTrip(processes: processes))
        figures.set("start_ms", try await Lifecycle.start(processes: processes, by: .spawn))
        figures.set("start_forkserver_ms", try await Lifecycle.start(processes: processes, by: .forkServer))
        figures.set("replace_ms", try await Lifecycle.replace())
        figures.set("fresh_ms", try await Lifecycle.fresh(processes: processes, by: .forkServer))
        figures.set("fresh_spawn_ms", try await Lifecycle.fresh(processes: processes, by: .spawn))
        for key in ["start_fork_ms", "fresh_fork_ms"] {
            figures.leaveOut(key, because: "a fork of the caller is refused")
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
