import Glibc
import PoolTestWork
import Testing

@testable import PagePool

@Suite("Tasks that go to a worker together", .timeLimit(.minutes(5)))
struct ChunkTests {
    static let sizes: [Int?] = [1, 7, 1000, nil]

    @Test(
        "Outcomes are right and in order, whatever the size of the chunks", arguments: sizes,
        [StartMethod.spawn, .forkServer, .inProcess])
    func ordered(chunkSize: Int?, method: StartMethod) async throws {
        let count = method == .forkServer ? 100 : 3000
        let features = (0..<count).map { $0 % 10 == 3 ? Feature.fail("no \($0)") : .echo($0) }
        let outcomes = try await TestPool.withFeatures(TestPool.featureConfiguration(method)) { pool in
            try await pool.map(features, chunkSize: chunkSize)
        }
        #expect(outcomes.map(\.kind) == (0..<count).map { $0 % 10 == 3 ? "thrown no \($0)" : "value \($0)" })
        #expect(outcomes.map(\.index) == Array(0..<count))
        #expect(outcomes.allSatisfy { $0.attempts == 1 })
    }

    @Test("Unordered, each outcome comes once", arguments: sizes)
    func unordered(chunkSize: Int?) async throws {
        let numbers = try await TestPool.withFeatures { pool in
            var numbers: [Int] = []
            for try await outcome in pool.imapUnordered((0..<3000).map(Feature.echo), chunkSize: chunkSize) {
                let output = try outcome.result.get()
                #expect(output.number == outcome.index)
                numbers.append(output.number)
            }
            return numbers
        }
        #expect(numbers.sorted() == Array(0..<3000))
    }

    @Test("What waits behind a slow task goes to an idle worker, and every task ends", arguments: [5, 50, 500])
    func uneven(chunkSize: Int) async throws {
        try await TestPool.withFeatures(TestPool.featureConfiguration(processes: 3)) { pool in
            for round in 0..<200 {
                // Slow tasks at ever different places, with tiny ones behind them.
                let slow = Feature.pause(microseconds: UInt32(900 + 10 * (round % 60)))
                let features = (0..<40).map { place -> Feature in
                    if (place * 7 + round) % 9 == 0 { return slow }
                    return place % 3 == 0 ? .pause(microseconds: 20) : .echo(place)
                }
                let outcomes = try await pool.map(features, chunkSize: chunkSize)
                #expect(outcomes.count == 40 && outcomes.allSatisfy { $0.output != nil && $0.attempts == 1 })
            }
        }
    }

    // MARK: - The size that the pool finds

    private func learned(_ sizer: inout ChunkSizer, nanoseconds: UInt64, count: Int = 10) -> Int {
        let outcome = RawOutcome(result: .cancelled, attempts: 1, nanoseconds: nanoseconds)
        sizer.learn(from: .single(Array(repeating: outcome, count: count)))
        return sizer.size
    }

    @Test("For tiny tasks chunks grow step by step up to the limit")
    func growing() {
        var sizer = ChunkSizer(fixed: nil)
        var sizes = [sizer.size]
        for _ in 0..<30 { sizes.append(learned(&sizer, nanoseconds: 50)) }
        #expect(sizes.first == 1)
        #expect(sizes.last == ChunkSizer.limit)
        #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $0 <= $1 && $1 <= $0 * 4 })
    }

    @Test("A task that takes long brings the size down to one at once")
    func shrinking() {
        var sizer = ChunkSizer(fixed: nil)
        for _ in 0..<30 { _ = learned(&sizer, nanoseconds: 50) }
        #expect(learned(&sizer, nanoseconds: 10_000_000, count: 1) == 1)
    }

    @Test("Tasks that are worth a message each go one by one")
    func slow() {
        var sizer = ChunkSizer(fixed: nil)
        for _ in 0..<10 { #expect(learned(&sizer, nanoseconds: 1_000_000) == 1) }
    }

    @Test("For tasks in between a chunk holds some", arguments: [2, 10, 50])
    func between(microseconds: Int) {
        var sizer = ChunkSizer(fixed: nil)
        for _ in 0..<30 { _ = learned(&sizer, nanoseconds: UInt64(microseconds) * 1000) }
        // A quarter of a millisecond is what a chunk should take.
        #expect((200...300).contains(sizer.size * microseconds))
    }

    @Test("No news changes nothing, and a size that was asked for stays", arguments: [1, 7, 5000])
    func fixed(size: Int) {
        var sizer = ChunkSizer(fixed: size)
        #expect(sizer.size == size)
        #expect(learned(&sizer, nanoseconds: 1) == size)
        #expect(learned(&sizer, nanoseconds: 1_000_000_000) == size)
        var finding = ChunkSizer(fixed: nil)
        #expect(learned(&finding, nanoseconds: 1, count: 0) == 1)
    }
}
