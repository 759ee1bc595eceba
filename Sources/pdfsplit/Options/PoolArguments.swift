internal import ArgumentParser
internal import Rasterizer

/// The options for the worker processes.
struct PoolArguments: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Worker processes. (default: the CPUs this process may use)", valueName: "count"))
    var jobs: Int?

    @Option(
        help: ArgumentHelp(
            "Seconds a page, or a piece of a very large one, may take before its worker is killed, or none. (default: 300)",
            valueName: "seconds"),
        transform: ArgumentValues.timeLimit)
    var pageTimeout: ArgumentValues.TimeLimit = .seconds(300)

    @Option(
        help: ArgumentHelp("How often a page is tried again whose worker died or took too long.", valueName: "count"))
    var retries: Int = 1

    @Option(
        help: ArgumentHelp(
            "Address space a worker may use, such as 512M or 2G, or none.", valueName: "size"))
    var maxWorkerMemory: String = "4G"

    @Option(
        help: ArgumentHelp(
            "Memory that all workers together may have, such as 500M, or none. Fewer are started if it is little.",
            valueName: "size"))
    var maxMemory: String = "none"

    func apply(to job: inout some PoolJob) throws {
        if let jobs { job.jobs = jobs }
        job.retries = retries
        job.workerMemoryLimit = try ArgumentValues.byteLimit(maxWorkerMemory)
        job.memoryBudget = try ArgumentValues.byteLimit(maxMemory)
        job.pageTimeLimit =
            switch pageTimeout {
            case .seconds(let seconds): .seconds(seconds)
            case .none: nil
            }
    }

    func validate() throws {
        if let jobs, !(1...4096).contains(jobs) { throw ValidationError("--jobs must be from 1 to 4096.") }
        guard (0...1000).contains(retries) else { throw ValidationError("--retries must be from 0 to 1000.") }
        if let budget = try ArgumentValues.byteLimit(maxMemory), budget < RasterJob.smallestShare {
            throw ValidationError("--max-memory must be at least \(RasterJob.smallestShare >> 20)M.")
        }
        guard let limit = try ArgumentValues.byteLimit(maxWorkerMemory) else { return }
        // Below this the program itself does not start.
        guard limit >= 96 << 20 else { throw ValidationError("--max-worker-memory must be at least 96M.") }
    }
}
