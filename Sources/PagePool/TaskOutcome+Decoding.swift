extension TaskOutcome {
    /// Gives a raw outcome its types; a failure of the whole pool is thrown.
    init(index: Int, number: UInt64, task: Worker.Task, raw: RawOutcome) throws {
        (self.index, self.number, self.task) = (index, number, task)
        attempts = raw.attempts
        duration = raw.duration
        switch raw.result {
        case .value(let bytes, let memories):
            result = Self.decode(Worker.Output.self, bytes, memories, number).mapError(\.asTaskFailure)
        case .thrown(let bytes, let memories):
            switch Self.decode(Worker.Failure.self, bytes, memories, number) {
            case .success(let failure): result = .failure(.thrown(failure))
            case .failure(let error): result = .failure(error.asTaskFailure)
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

    private struct Undecodable: Error {
        let text: String
        var asTaskFailure: TaskFailure<Worker.Failure> { .undecodable(text) }
    }

    private static func decode<T: Decodable>(
        _ type: T.Type, _ bytes: ArraySlice<UInt8>, _ memories: [SharedMemory], _ number: UInt64
    ) -> Result<T, Undecodable> {
        do {
            return .success(try MessageDecoder.decode(type, from: bytes, attachments: memories))
        } catch {
            return .failure(Undecodable(text: "the answer to task \(number) is no \(type): \(error)"))
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
