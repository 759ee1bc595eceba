import FoundationEssentials
import Glibc
import PoolTestWork
import Testing

@testable import PagePool

@Suite("How long shared memory is held, and what may hold it", .timeLimit(.minutes(5)))
struct SharedMemoryLifeTests {
    @Test("Memory is released with the last value that refers to it")
    func released() throws {
        var memory: SharedMemory? = try Pattern.memory(bytes: 1, seed: 0)
        let identity = Identity(memory)
        #expect(identity.isOpen)
        memory = nil
        #expect(!identity.isOpen)
    }

    @Test(
        "The memory of a task and of its output is released with the outcome",
        arguments: [StartMethod.spawn, .inProcess])
    func outcomeReleased(method: StartMethod) async throws {
        try await TestPool.withFeatures(TestPool.featureConfiguration(method)) { pool in
            var identities: [Identity] = []
            do {
                let given = try Pattern.memory(bytes: 1, seed: 0)
                let outcome = try await pool.apply(.reverse([given]))
                identities = [Identity(given), Identity(outcome.output?.memories.first)]
                #expect(identities.allSatisfy { $0.isOpen })
            }
            // Another task makes certain that the pool has put down all that belonged to the first.
            _ = try await pool.apply(.echo(1))
            #expect(!identities.contains { $0.isOpen })
        }
    }

    @Test("A worker holds no descriptor of tasks that are done", arguments: [StartMethod.spawn, .forkServer])
    func workerReleases(method: StartMethod) async throws {
        let memories = try (0..<10).map { try Pattern.memory(bytes: 10, seed: $0) }
        let configuration = TestPool.featureConfiguration(method, processes: 1)
        let outcomes = try await TestPool.withFeatures(configuration) { pool in
            let before = try await pool.apply(.descriptors)
            for _ in 0..<20 { _ = try await pool.map([.reverse(memories), .failWith(bytes: 5), .sum(memories)]) }
            return [before, try await pool.apply(.descriptors)]
        }
        #expect(outcomes[0].kind == outcomes[1].kind)
    }

    @Test("What a worker with too few descriptors cannot take is undecodable, and it goes on")
    func tooFewDescriptors() async throws {
        var configuration = TestPool.featureConfiguration(processes: 1)
        configuration.limits.openFiles = 24
        let memories = try (0..<SharedMemory.maximumPerMessage).map { try Pattern.memory(bytes: 10, seed: $0) }
        let outcomes = try await TestPool.withFeatures(configuration) { pool in
            try await pool.map([.sum(memories), .sum([memories[0]]), .echo(1)])
        }
        #expect(outcomes.map(\.kind) == ["undecodable", "value 10", "value 1"])
    }

    @Test("Memory that could still be changed is not accepted, and its descriptor is closed")
    func unsealed() throws {
        let file = ScratchPath()
        let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        #expect(ftruncate(descriptor, 100) == 0)
        let identity = Identity(descriptor: descriptor)
        #expect(throws: SharedMemory.Failure.self) { try SharedMemory(adopting: descriptor) }
        #expect(!identity.isOpen)
    }

    @Test("Memory cannot be encoded where it has no way to follow")
    func alone() throws {
        let memory = try Pattern.memory(bytes: 1, seed: 0)
        #expect(throws: EncodingError.self) { try MessageEncoder.encodeAlone([memory]) }
        #expect(throws: EncodingError.self) { try JSONEncoder().encode(memory) }
    }

    @Test("A reference to memory that did not come is an error of the decoding")
    func missing() throws {
        let memory = try Pattern.memory(bytes: 1, seed: 0)
        let (bytes, memories) = try MessageEncoder.encode([memory, memory])
        #expect(memories.count == 2)
        #expect(throws: DecodingError.self) {
            try MessageDecoder.decode([SharedMemory].self, from: bytes[...], attachments: [memory])
        }
        #expect(throws: DecodingError.self) { try MessageDecoder.decode([SharedMemory].self, from: bytes[...]) }
    }
}

/// A descriptor and the file that it stands for, because the number alone may be another's meanwhile.
private struct Identity {
    private let descriptor: Int32
    private let inode: ino_t

    init(_ memory: SharedMemory?) { self.init(descriptor: memory?.descriptor ?? -1) }

    init(descriptor: Int32) {
        self.descriptor = descriptor
        inode = Self.inode(of: descriptor) ?? 0
    }

    var isOpen: Bool { inode != 0 && Self.inode(of: descriptor) == inode }

    private static func inode(of descriptor: Int32) -> ino_t? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? status.st_ino : nil
    }
}
