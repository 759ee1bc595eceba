internal import PageLayout
internal import PagePool

/// Jobs that share a pool of workers, each with an input and an output of its own.
///
/// One that fails does not stop the others.
public struct RasterBatch: Sendable {
    /// The first one's ``RasterJob/pool`` is the one they share.
    public var jobs: [RasterJob]

    public init(_ jobs: [RasterJob]) {
        self.jobs = jobs
    }

    /// Does the jobs, some of them at a time.
    ///
    /// When it returns, each job has its report or the reason why there is none, in the jobs' order, and no worker and no
    /// temporary directory is left; nor are they when it throws or is cancelled.
    ///
    /// - Parameter onEvent: Is told the job's place too, from zero.
    /// - Throws: A ``JobError`` that concerns all of them, or `CancellationError`.
    public func run(
        onEvent: @escaping @Sendable (Int, RasterJob.Event) -> Void
    ) async throws -> [Result<JobReport, JobError>] {
        guard let first = jobs.first else { return [] }
        for job in jobs { try job.validate() }
        try checkOutputs()
        let runs = try makeRuns(onEvent)
        do {
            return try await withPool(
                of: DocumentWorkers.self, setup: runs.map(\.setup), configuration: first.pool.configuration
            ) { pool in
                try await run(runs, in: pool)
            }
        } catch let failure as PoolFailure<RenderFailure> {
            throw JobError(failure, input: jobs.map(\.inputName).joined(separator: ", "))
        }
    }

    /// Jobs under way at a time: while one waits for a disk or for its last page, others have work for the workers.
    private func run(
        _ runs: [JobRun], in pool: Pool<DocumentWorkers>
    ) async throws -> [Result<JobReport, JobError>] {
        let width = runs.count == 1 ? 1 : jobs[0].pool.processes + 1
        return try await withThrowingTaskGroup(of: (Int, Result<JobReport, JobError>).self) { group in
            var results: [Result<JobReport, JobError>?] = Array(repeating: nil, count: runs.count)
            for index in runs.indices {
                if index >= width, let (done, result) = try await group.next() { results[done] = result }
                let run = runs[index]
                group.addTask { (index, try await run.result(in: pool)) }
            }
            for try await (done, result) in group { results[done] = result }
            return results.compactMap(\.self)
        }
    }

    private func makeRuns(
        _ onEvent: @escaping @Sendable (Int, RasterJob.Event) -> Void
    ) throws(JobError) -> [JobRun] {
        var runs: [JobRun] = []
        // One for many jobs: each takes a descriptor.
        var directories: [String: SpoolDirectory] = [:]
        for (index, job) in jobs.enumerated() {
            if directories[job.spoolParent] == nil {
                directories[job.spoolParent] = SpoolDirectory(try job.makeSpool())
            }
            guard let directory = directories[job.spoolParent] else { continue }
            runs.append(
                try JobRun(job, document: index, isAlone: jobs.count == 1, directory: directory) { onEvent(index, $0) })
        }
        return runs
    }

    /// Makes sure that no job writes over another's output, or over any input.
    private func checkOutputs() throws(JobError) {
        var names: [String: String] = [:]
        for job in jobs {
            if let other = names.updateValue(job.input, forKey: job.output.name) {
                throw JobError(
                    .usage, "\(other) and \(job.input) would both be written to \(job.output.name). Rename one of them."
                )
            }
            guard case .document(let path) = job.output else { continue }
            for input in jobs.map(\.input) where FileIdentity.areSame(input, path) {
                throw JobError(.usage, "\(path) is the input itself. Name another file for the output.")
            }
        }
    }
}
