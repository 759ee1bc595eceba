import PagePool
import PoolTestWork

/// A worker that does what it is told, mostly harm.
@main
struct Main {
    static func main() {
        WorkerProcess.run(MisbehavingWorker.self)
    }
}
