import Glibc
import PoolTestWork
import Testing

@testable import PagePool

extension TestPool {
    typealias FeatureOutcome = TaskOutcome<FeatureWorker>

    /// A pool of workers that use what it offers.
    static func featureConfiguration(
        _ method: StartMethod = .spawn, processes: Int = 2, timeLimit: Duration? = nil
    ) -> PoolConfiguration {
        var configuration = configuration(processes: processes, timeLimit: timeLimit)
        configuration.command.arguments = ["features"]
        configuration.startMethod = method
        return configuration
    }

    static func withFeatures<Result: Sendable>(
        setup: FeatureSetup = FeatureSetup(), _ configuration: PoolConfiguration = featureConfiguration(),
        _ body: (Pool<FeatureWorker>) async throws -> Result
    ) async throws -> Result {
        try await withPool(of: FeatureWorker.self, setup: setup, configuration: configuration, body)
    }

    /// Why a pool of features fails with this set-up.
    static func failure(
        setup: FeatureSetup, _ configuration: PoolConfiguration
    ) async -> PoolFailure<FeatureFailure>? {
        await #expect(throws: PoolFailure<FeatureFailure>.self) {
            try await withFeatures(setup: setup, configuration) { _ = try await $0.apply(.echo(1)) }
        }
    }
}

extension Pool where Worker == FeatureWorker {
    /// Gives a task that reports to the pool, and waits until it has begun.
    func begin(_ feature: Feature, weight: Int = 0) async throws -> TaskHandle<FeatureWorker> {
        let reports = Mailbox<Void>()
        let handle = try applyAsync(feature, weight: weight) { _ in reports.put(()) }
        try await reports.take()
        return handle
    }
}

extension TaskOutcome where Worker == FeatureWorker {
    /// The output, or nothing where the task has failed.
    var output: FeatureOutput? { try? result.get() }

    /// The outcome in a word, for comparing.
    var kind: String {
        switch result {
        case .success(let output): "value \(output.number)"
        case .failure(.thrown(let error)): "thrown \(error.message)"
        case .failure(.workerDied(let death)): "died \(death.cause)"
        case .failure(.timeLimit): "time limit"
        case .failure(.memoryLimit): "memory limit"
        case .failure(.protocolBroken): "protocol broken"
        case .failure(.undecodable): "undecodable"
        case .failure(.tooHeavy): "too heavy"
        case .failure(.cancelled): "cancelled"
        }
    }
}

extension ScratchPath {
    /// What the file holds, nothing if there is none; of a long one only the start.
    var text: String { SmallFile.text(path) ?? "" }
}
