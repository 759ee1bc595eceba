internal import PagePool

extension Pool where Worker.Failure == RenderFailure {
    /// Has one task done on which all else depends, such as opening a document.
    ///
    /// - Parameters:
    ///   - name: What messages call the file that the task is about.
    ///   - answer: Takes what is wanted out of the output; nil if it is the answer to another question.
    /// - Throws: A ``JobError`` that names the file, or `CancellationError`.
    func ask<Answer>(
        _ task: Worker.Task, about name: String, _ answer: (Worker.Output) -> Answer?
    ) async throws -> Answer {
        let outcome = try await apply(task)
        try Task.checkCancellation()
        switch outcome.result {
        case .success(let output):
            guard let answer = answer(output) else {
                throw JobError(.internalError, "\(name): a worker answered another question.")
            }
            return answer
        case .failure(.thrown(let error)): throw JobError(error, input: name)
        case .failure(let failure):
            throw JobError(.poolFailed, "\(name) cannot be opened: \(PageFailure(failure).reason).")
        }
    }
}
