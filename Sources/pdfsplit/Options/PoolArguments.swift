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

    /// The settings that the options make.
    ///
    /// - Parameter workerArgument: Tells a process of this program what kind of worker it is.
    func settings(_ workerArgument: String) throws -> PoolSettings {
        var settings = PoolSettings(workerArguments: [workerArgument])
        if let jobs { settings.jobs = jobs }
        settings.retries = retries
        settings.workerMemoryLimit = try ArgumentValues.byteLimit(maxWorkerMemory)
        settings.memoryBudget = try ArgumentValues.byteLimit(maxMemory)
        settings.pageTimeLimit =
            switch pageTimeout {
            case .seconds(let seconds): .seconds(seconds)
            case .none: nil
            }
        return settings
    }

    func validate() throws {
        let settings = try settings("")
        do {
            try settings.validate()
        } catch {
            throw ValidationError(error.description)
        }
    }
}
