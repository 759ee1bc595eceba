import Glibc
import PagePool
import PoolTestWork

/// A worker that does what it is told, mostly harm, or one that uses what the pool offers; or a program that has such
/// workers.
///
/// The tests run the latter where their own process must not be touched by what else goes on in it, or has to die.
@main
struct Main {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case nil: WorkerProcess.run(MisbehavingWorker.self)
        case "features": WorkerProcess.run(FeatureWorker.self)
        case "matrix":
            runAlone(arguments) { method, number in
                let matrix = FaultMatrix(startMethod: method, processes: number)
                return try await matrix.run() ? 0 : 1
            }
        case "supervise":
            runAlone(arguments) { method, number in
                let order: Order =
                    switch arguments.last {
                    case "busy": .report(then: .spin)
                    case "hanging": .report(then: .hang)
                    default: .report(then: .echo(0))
                    }
                return try await Supervising.run(method, processes: number, order)
            }
        default: fail("unknown arguments: \(arguments)")
        }
    }

    /// Runs a mode: "matrix spawn 2".
    ///
    /// The process leads a group of its own, so that all its descendants can be told by that.
    private static func runAlone(
        _ arguments: ArraySlice<String>, _ body: @escaping @Sendable (StartMethod, Int) async throws -> Int32
    ) -> Never {
        let words = Array(arguments)
        guard words.count > 2, let number = Int(words[2]) else { fail("arguments are missing: \(words)") }
        let method: StartMethod = words[1] == "forkServer" ? .forkServer : .spawn
        setpgid(0, 0)
        Task {
            do {
                exit(try await body(method, number))
            } catch {
                fail("\(error)")
            }
        }
        while true { pause() }
    }

    static func say(_ line: String) {
        let line = line + "\n"
        _ = write(1, line, line.utf8.count)
    }

    private static func fail(_ message: String) -> Never {
        say("failed: \(message)")
        exit(2)
    }
}
