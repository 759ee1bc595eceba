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
    /// What it would be if it were the whole job's: `poolFailed` if it is the page's alone.
    let kind: JobError.Kind

    /// It failed at a limit of size, time or memory.
    public var isLimit: Bool { kind == .limit }
    /// The page was fine, but there is no room for it.
    public var isOutputTrouble: Bool { kind == .outputUnwritable }

    init(_ failure: TaskFailure<RenderFailure>) {
        kind = Self.kind(of: failure)
        switch failure {
        case .thrown(let error): reason = error.message
        case .workerDied(let death): reason = Self.describe(death)
        case .timeLimit(let limit):
            reason = "it took longer than \(limit.secondsText) (--page-timeout)"
        case .memoryLimit(let limit):
            reason = "it needed more than \(limit >> 20) MiB of memory (a worker's share of --max-memory)"
        case .protocolBroken(let what): reason = "the worker process misbehaved: \(what)"
        case .undecodable(let what): reason = "the worker process answered nonsense: \(what)"
        case .tooHeavy(let weight, let budget):
            reason = "it needs \(weight >> 20) MiB of memory and the run may use \(budget >> 20) MiB"
        case .cancelled: reason = "the run was ended"
        }
    }

    init(reason: String, kind: JobError.Kind = .poolFailed) {
        (self.reason, self.kind) = (reason, kind)
    }

    private static func kind(of failure: TaskFailure<RenderFailure>) -> JobError.Kind {
        switch failure {
        case .thrown(let error):
            switch error.kind {
            case .limit: .limit
            case .outputUnwritable: .outputUnwritable
            case .inputUnreadable: .inputUnreadable
            default: .poolFailed
            }
        case .timeLimit, .memoryLimit, .tooHeavy: .limit
        case .workerDied, .protocolBroken, .undecodable, .cancelled: .poolFailed
        }
    }

    private static func describe(_ death: WorkerDeath) -> String {
        // SIGBUS: a page of the mapped file that is no longer there.
        let hint = death.cause == .signaled(signal: 7) ? "; was the input cut short meanwhile?" : ""
        return "the worker process \(death)\(hint)"
    }
}
