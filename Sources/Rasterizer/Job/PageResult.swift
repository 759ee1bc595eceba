internal import PagePool

/// A page's outcome as the job sees it.
public struct PageResult: Sendable {
    public enum Result: Sendable {
        case rendered(RenderedPage)
        case failed(PageFailure)
    }

    /// The page in the input, from zero.
    public var page: Int
    /// Its place in the output.
    public var place: Int
    public var result: Result
    public var attempts: Int
    public var duration: Duration
}

/// Why a page is not in the output.
public struct PageFailure: Error, Equatable {
    /// A phrase without the page's number.
    public var reason: String
    /// It failed at a limit of size, time or memory.
    public var isLimit: Bool
    /// The page was fine, but there is no room for it.
    public var isOutputTrouble: Bool

    init(_ failure: TaskFailure<RenderFailure>) {
        isLimit = false
        isOutputTrouble = false
        switch failure {
        case .thrown(let error):
            reason = error.message
            isLimit = error.kind == .limit
            isOutputTrouble = error.kind == .outputUnwritable
        case .workerDied(let death): reason = Self.describe(death)
        case .timeLimit(let limit):
            reason = "it took longer than \(limit.secondsText) (--page-timeout)"
            isLimit = true
        case .memoryLimit(let limit):
            reason = "it needed more than \(limit >> 20) MiB of memory (a worker's share of --max-memory)"
            isLimit = true
        case .protocolBroken(let what): reason = "the worker process misbehaved: \(what)"
        case .undecodable(let what): reason = "the worker process answered nonsense: \(what)"
        case .tooHeavy(let weight, let budget):
            reason = "it needs \(weight >> 20) MiB of memory and the run may use \(budget >> 20) MiB"
            isLimit = true
        case .cancelled: reason = "the run was ended"
        }
    }

    init(reason: String) {
        (self.reason, isLimit, isOutputTrouble) = (reason, false, false)
    }

    private static func describe(_ death: WorkerDeath) -> String {
        // SIGBUS: a page of the mapped file that is no longer there.
        let hint = death.cause == .signaled(signal: 7) ? "; was the input cut short meanwhile?" : ""
        return "the worker process \(death)\(hint)"
    }
}
