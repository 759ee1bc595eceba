public import PagePool

extension TaskOutcome where Worker == MisbehavingWorker {
    /// The outcome in a word, for comparing.
    public var kind: String {
        switch result {
        case .success(let echo): "value \(echo.number)"
        case .failure(.thrown(let error)): "thrown \(error.message)"
        case .failure(.workerDied(let death)):
            switch death.cause {
            case .exited(let status): "exited \(status)"
            case .signaled(let signal): "signaled \(signal)"
            case .unknown: "unknown"
            }
        case .failure(.timeLimit): "time limit"
        case .failure(.memoryLimit): "memory limit"
        case .failure(.protocolBroken): "protocol broken"
        case .failure(.undecodable): "undecodable"
        case .failure(.tooHeavy): "too heavy"
        case .failure(.cancelled): "cancelled"
        }
    }
}
