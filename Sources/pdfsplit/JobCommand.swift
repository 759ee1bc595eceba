internal import ArgumentParser

/// A command that does a job with a pool of workers, and says by an exit code how it went.
protocol JobCommand: ParsableCommand {
    /// Does the job, and says what came of it.
    ///
    /// - Throws: A `JobError`, which has a code of its own, or `CancellationError`.
    func execute() async throws -> ExitStatus
}
