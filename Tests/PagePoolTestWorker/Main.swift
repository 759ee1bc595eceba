import PagePool
import PoolTestWork

/// The tests' worker: by itself one that does what it is told, mostly harm; with the argument "features" one that uses
/// what the pool offers.
@main
struct Main {
    static func main() {
        if CommandLine.arguments.dropFirst().first == "features" { WorkerProcess.run(FeatureWorker.self) }
        WorkerProcess.run(MisbehavingWorker.self)
    }
}
