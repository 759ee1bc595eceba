import Glibc
import PoolTestWork
import Testing

@testable import PagePool

@Suite("Memory that goes with tasks and outputs", .timeLimit(.minutes(5)))
struct SharedMemoryTests {
    @Test("Memory has the bytes it was filled with, and cannot be changed any more")
    func sealed() throws {
        let memory = try SharedMemory(byteCount: 100_000) { buffer in
            #expect(buffer.count == 100_000 && buffer.allSatisfy { $0 == 0 })
            buffer[99_999] = 7
        }
        #expect(memory.byteCount == 100_000)
        memory.withUnsafeBytes { #expect($0.count == 100_000 && $0[99_999] == 7) }
        // Numbers from linux/fcntl.h: F_GET_SEALS, and the seals on shrinking, growing and writing.
        #expect(fcntl(memory.descriptor, 1034) & 0xe == 0xe)
        #expect(pwrite(memory.descriptor, "x", 1, 0) == -1 && errno == EPERM)
        #expect(ftruncate(memory.descriptor, 1) == -1 && errno == EPERM)
        #expect(mmap(nil, 1, PROT_READ | PROT_WRITE, MAP_SHARED, memory.descriptor, 0) == MAP_FAILED)
    }

    @Test("What cannot be filled is an error of whoever fills, and its memory is gone")
    func fillingFails() {
        struct Stop: Error {}
        #expect(throws: Stop.self) { try SharedMemory(byteCount: 10) { _ in throw Stop() } }
    }

    @Test(
        "Memory goes to a worker and comes from it with its bytes",
        arguments: [StartMethod.spawn, .forkServer, .inProcess], [1, 4095, 4096, 1_000_003])
    func bothWays(method: StartMethod, bytes: Int) async throws {
        let memories = try (0..<3).map { try Pattern.memory(bytes: bytes, seed: $0) }
        let outcomes = try await TestPool.withFeatures(TestPool.featureConfiguration(method)) { pool in
            try await pool.map([.sum(memories), .make(count: 3, bytes: bytes, seed: 0), .reverse(memories)])
        }
        #expect(outcomes.map(\.kind) == ["value \(3 * bytes)", "value 0", "value 0"])
        #expect(outcomes[0].output?.numbers == memories.map(Pattern.sum))
        #expect(outcomes[1].output?.memories.map(Pattern.sum) == memories.map(Pattern.sum))
        for (memory, reversed) in zip(memories, outcomes[2].output?.memories ?? []) {
            let expected = memory.withUnsafeBytes { Array($0.reversed()) }
            let isReversed = reversed.withUnsafeBytes { $0.elementsEqual(expected) }
            #expect(isReversed)
            #expect(fcntl(reversed.descriptor, 1034) & 0xe == 0xe)
        }
    }

    @Test("A hundred megabytes cross although messages are limited to a page")
    func large() async throws {
        var configuration = TestPool.featureConfiguration(processes: 1)
        configuration.messageSizeLimit = 4096
        let bytes = 100 << 20
        let memory = try SharedMemory(byteCount: bytes) { buffer in
            for place in stride(from: 0, to: bytes, by: 1 << 20) { buffer[place] = UInt8(place >> 20) }
        }
        let output = try await TestPool.withFeatures(configuration) { try await $0.apply(.pass([memory])).output }
        let passed = try #require(output?.memories.first)
        #expect(passed.byteCount == bytes)
        passed.withUnsafeBytes { buffer in
            #expect((0..<100).allSatisfy { buffer[$0 << 20] == UInt8($0) })
        }
    }

    @Test("As many as the limit go with one message")
    func upToLimit() async throws {
        let limit = SharedMemory.maximumPerMessage
        let memories = try (0..<limit).map { try Pattern.memory(bytes: 10 + $0, seed: $0) }
        let output = try await TestPool.withFeatures { try await $0.apply(.pass(memories)).output }
        #expect(output?.memories.map(Pattern.sum) == memories.map(Pattern.sum))
    }

    @Test("More than the limit in a task are an error of its encoding, and the pool goes on")
    func tooManyInTask() async throws {
        let memories = try (0...SharedMemory.maximumPerMessage).map { _ in try Pattern.memory(bytes: 1, seed: 0) }
        try await TestPool.withFeatures { pool in
            #expect(throws: EncodingError.self) { try pool.applyAsync(.sum(memories)) }
            await #expect(throws: EncodingError.self) { try await pool.map([.echo(1), .sum(memories)]) }
            let outcome = try await pool.apply(.echo(1))
            #expect(outcome.kind == "value 1")
        }
    }

    @Test(
        "More than the limit in an output make it one that cannot be sent, at the same worker's next task all is well",
        arguments: [StartMethod.spawn, .forkServer, .inProcess])
    func tooManyInOutput(method: StartMethod) async throws {
        let configuration = TestPool.featureConfiguration(method, processes: 1)
        let (outcomes, deaths) = try await TestPool.withFeatures(configuration) { pool in
            let outcomes = try await pool.map([
                .make(count: SharedMemory.maximumPerMessage + 1, bytes: 1, seed: 0), .echo(1),
            ])
            return (outcomes, pool.statistics.deaths)
        }
        #expect(outcomes.map(\.kind) == ["undecodable", "value 1"])
        #expect(deaths == 0)
    }

    @Test("An error that a task throws may have memory too")
    func thrown() async throws {
        let outcome = try await TestPool.withFeatures { try await $0.apply(.failWith(bytes: 1000)) }
        guard case .failure(.thrown(let failure)) = outcome.result, let memory = failure.memory else {
            Issue.record("the task ended otherwise: \(outcome.kind)")
            return
        }
        #expect(Pattern.sum(memory) == Pattern.sum(try Pattern.memory(bytes: 1000, seed: 0)))
    }

    @Test("Tasks with and without memory mix in any chunks", arguments: [1, 7, nil])
    func mixed(chunkSize: Int?) async throws {
        let memory = try Pattern.memory(bytes: 100, seed: 3)
        let features = (0..<200).map { number -> Feature in
            switch number % 4 {
            case 0: .sum([memory])
            case 1: .make(count: 2, bytes: 50, seed: number)
            default: .echo(number)
            }
        }
        let outcomes = try await TestPool.withFeatures { try await $0.map(features, chunkSize: chunkSize) }
        for (number, outcome) in outcomes.enumerated() {
            #expect(outcome.kind == ["value 100", "value 0", "value \(number)", "value \(number)"][number % 4])
            #expect(outcome.output?.memories.count == (number % 4 == 1 ? 2 : 0))
        }
    }
}
