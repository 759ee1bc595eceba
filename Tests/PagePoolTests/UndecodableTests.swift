import PoolTestWork
import Testing

@testable import PagePool

@Suite("Messages that are not what the other side expects", .timeLimit(.minutes(5)))
struct UndecodableTests {
    static let methods: [StartMethod] = [.spawn, .forkServer, .inProcess]

    /// Gives a task between others to a pool, and returns what it says of it.
    private func text(of feature: Feature, _ method: StartMethod) async throws -> String {
        let configuration = TestPool.featureConfiguration(method, processes: 1)
        let (outcomes, deaths) = try await TestPool.withFeatures(configuration) { pool in
            (try await pool.map([.echo(1), feature, .echo(2)]), pool.statistics.deaths)
        }
        #expect(outcomes.map(\.kind) == ["value 1", "undecodable", "value 2"])
        #expect(deaths == 0)
        guard case .failure(.undecodable(let text)) = outcomes[1].result else { return "" }
        return text
    }

    @Test("A task that its worker cannot read names type and number", arguments: methods)
    func task(method: StartMethod) async throws {
        let text = try await text(of: .odd(Contrary()), method)
        #expect(text.hasPrefix("task 1 is no Feature: "))
    }

    @Test("An output that the caller cannot read names type and number", arguments: methods)
    func output(method: StartMethod) async throws {
        let text = try await text(of: .answerOdd, method)
        #expect(text.hasPrefix("the answer to task 1 is no FeatureOutput: "))
    }

    @Test("An error that the caller cannot read names type and number", arguments: methods)
    func thrown(method: StartMethod) async throws {
        let text = try await text(of: .failOdd, method)
        #expect(text.hasPrefix("the answer to task 1 is no FeatureFailure: "))
    }

    @Test("Tasks that cannot be read are not tried again")
    func noRetry() async throws {
        var configuration = TestPool.featureConfiguration()
        configuration.retryPolicy = RetryPolicy(attempts: 3)
        let outcome = try await TestPool.withFeatures(configuration) { try await $0.apply(.odd(Contrary())) }
        #expect(outcome.kind == "undecodable")
        #expect(outcome.attempts == 1)
    }

    @Test("In a chunk they cost no more than themselves", arguments: [1, 7, 1000])
    func inChunk(chunkSize: Int) async throws {
        let features = (0..<100).map { number -> Feature in
            switch number % 5 {
            case 1: .odd(Contrary())
            case 3: .answerOdd
            default: .echo(number)
            }
        }
        let outcomes = try await TestPool.withFeatures { try await $0.map(features, chunkSize: chunkSize) }
        #expect(outcomes.map(\.kind) == (0..<100).map { [1, 3].contains($0 % 5) ? "undecodable" : "value \($0)" })
    }

    @Test(
        "A worker for other types says that it cannot begin, and the pool ends",
        arguments: [StartMethod.spawn, .forkServer])
    func otherProgram(method: StartMethod) async {
        // Workers of the other kind do not find their set-up value in that of these.
        var configuration = TestPool.featureConfiguration(method)
        configuration.command.arguments = []
        let failure = await TestPool.failure(setup: FeatureSetup(), configuration)
        guard case .keepsDying(let deaths) = failure else {
            Issue.record("the pool failed otherwise: \(String(describing: failure))")
            return
        }
        #expect(deaths.allSatisfy { $0.cause == .exited(status: 3) })
        #expect(deaths.allSatisfy { $0.lastLines.contains { $0.hasPrefix("the worker cannot go on: ") } })
    }
}
