extension TaskOutcome {
    /// Gives a raw outcome its types; a failure of the whole pool is thrown.
    @usableFromInline
    init(index: Int, number: UInt64, task: Worker.Task, raw: RawOutcome) throws {
        (self.index, self.number, self.task) = (index, number, task)
        attempts = raw.attempts
        duration = .nanoseconds(Int64(clamping: raw.nanoseconds))
        switch raw.result {
        case .value(let bytes, let memories):
            result = Self.decode(Worker.Output.self, bytes, memories, number)
        case .thrown(let bytes, let memories):
            switch Self.decode(Worker.Failure.self, bytes, memories, number) {
            case .success(let failure): result = .failure(.thrown(failure))
            case .failure(let failure): result = .failure(failure)
            }
        case .undecodable(let what): result = .failure(.undecodable(what))
        case .tooHeavy(let weight, let budget): result = .failure(.tooHeavy(weight: weight, budget: budget))
        case .workerDied(let death): result = .failure(.workerDied(death))
        case .timeLimit(let limit): result = .failure(.timeLimit(limit))
        case .memoryLimit(let limit): result = .failure(.memoryLimit(limit))
        case .protocolBroken(let what): result = .failure(.protocolBroken(what))
        case .cancelled: result = .failure(.cancelled)
        case .poolFailed(let failure): throw try PoolFailure<Worker.Failure>(failure)
        }
    }

    /// Makes the outcome of a task that has ended with a value.
    @inlinable
    init(
        index: Int, number: UInt64, task: Worker.Task, value: ArraySlice<UInt8>, attempts: Int, nanoseconds: UInt64
    ) {
        (self.index, self.number, self.task, self.attempts) = (index, number, task, attempts)
        duration = .nanoseconds(Int64(clamping: nanoseconds))
        result = Self.decode(Worker.Output.self, value, [], number)
    }

    @inlinable
    static func decode<T: Decodable>(
        _ type: T.Type, _ bytes: ArraySlice<UInt8>, _ memories: [SharedMemory], _ number: UInt64
    ) -> Result<T, TaskFailure<Worker.Failure>> {
        do {
            return .success(try MessageDecoder.decode(type, from: bytes, attachments: memories))
        } catch {
            return .failure(.undecodable("the answer to task \(number) is no \(type): \(error)"))
        }
    }
}

extension PoolFailure where SetupFailure: Decodable {
    init(_ raw: RawPoolFailure) throws {
        switch raw {
        case .setupFailed(let bytes): self = .setupFailed(try MessageDecoder.decode(SetupFailure.self, from: bytes))
        case .keepsDying(let deaths): self = .keepsDying(deaths)
        case .startTimeLimit(let limit): self = .startTimeLimit(limit)
        case .cannotStart(let why): self = .cannotStart(why)
        }
    }
}
