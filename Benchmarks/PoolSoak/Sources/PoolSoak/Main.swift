import Glibc
import PagePool

/// Puts a pool under load with faults and checks every outcome: PoolSoak [TASKS [SEED]].
///
/// The fork server gets a tenth of the tasks, because it makes a process for each.
@main
struct Main {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first == "worker" { WorkerProcess.run(Sufferer.self) }
        let numbers = arguments.compactMap { UInt64($0) }
        let tasks = Int(numbers.first ?? 100_000)
        guard numbers.count == arguments.count, numbers.count <= 2, tasks > 0 else {
            print("usage: PoolSoak [TASKS [SEED]]")
            exit(2)
        }
        let seed = numbers.count > 1 ? numbers[1] : UInt64.random(in: 0...999_999)
        print("seed \(seed)")
        var isGood = true
        for (method, count) in [(StartMethod.spawn, tasks), (.forkServer, max(tasks / 10, 1))] {
            let result = try await Soak(method: method, tasks: count, seed: seed).run()
            print(result.report)
            isGood = isGood && result.isGood
        }
        print(isGood ? "all as ordered" : "NOT as ordered")
        exit(isGood ? 0 : 1)
    }
}
