import Glibc
public import PagePool

/// A worker that uses what the pool offers.
public struct FeatureWorker: PoolWorker {
    private var tally = 0

    public init(setup: FeatureSetup) throws(FeatureFailure) {
        if let log = setup.log { Self.append("x", to: log) }
        if let refusal = setup.refusal { throw FeatureFailure(message: refusal) }
        if setup.startsThread { Self.startThread() }
    }

    public mutating func run(
        _ feature: Feature, context: TaskContext<FeatureProgress>
    ) throws(FeatureFailure) -> FeatureOutput {
        tally += 1
        var output = FeatureOutput()
        switch feature {
        case .echo(let number): output.number = number
        case .fail(let message): throw FeatureFailure(message: message)
        case .tally: output.number = tally
        case .report(let count, let bytes):
            let text = String(repeating: "p", count: bytes)
            for step in 0..<count { try Self.report(FeatureProgress(step: step, text: text), to: context) }
        case .reportAndWait(let path):
            try Self.report(FeatureProgress(step: 0), to: context)
            Self.wait(for: path)
        case .count(let addend, let counter, let path):
            context.count(addend, counter: counter)
            try Self.report(FeatureProgress(step: 0), to: context)
            Self.wait(for: path)
        case .countAndDie(let addend, let counter):
            context.count(addend, counter: counter)
            kill(getpid(), SIGKILL)
            while true { pause() }
        case .measure(let text): output.number = text.utf8.count
        case .text(let bytes): output.text = String(repeating: "t", count: bytes)
        case .sum(let memories):
            output.number = memories.reduce(0) { $0 + $1.byteCount }
            output.numbers = memories.map(Pattern.sum)
        case .make(let count, let bytes, let seed):
            output.memories = try Self.memories(count) { try Pattern.memory(bytes: bytes, seed: seed + $0) }
        case .reverse(let memories):
            output.memories = try Self.memories(memories.count) { try Self.reversed(memories[$0]) }
        case .pass(let memories): output.memories = memories
        case .failWith(let bytes):
            let memory = try Self.memories(1) { _ in try Pattern.memory(bytes: bytes, seed: 0) }
            throw FeatureFailure(message: "with memory", memory: memory.first)
        case .pause(let microseconds): usleep(microseconds)
        case .spin: while true { sched_yield() }
        case .enter(let log, let name, let path):
            Self.append("+\(name)\n", to: log)
            try Self.report(FeatureProgress(step: 0), to: context)
            Self.wait(for: path)
            Self.append("-\(name)\n", to: log)
        case .odd: output.text = "read"
        case .answerOdd: output.odd = Contrary()
        case .failOdd: throw FeatureFailure(message: "", odd: Contrary())
        case .reportOdd: try Self.report(FeatureProgress(step: 0, odd: Contrary()), to: context)
        case .descriptors: output.number = OpenDescriptors.count
        }
        return output
    }

    private static func report(
        _ progress: FeatureProgress, to context: TaskContext<FeatureProgress>
    ) throws(FeatureFailure) {
        do { try context.report(progress) } catch { throw FeatureFailure(message: "\(error)") }
    }

    private static func memories(
        _ count: Int, _ make: (Int) throws -> SharedMemory
    ) throws(FeatureFailure) -> [SharedMemory] {
        do { return try (0..<count).map(make) } catch { throw FeatureFailure(message: "\(error)") }
    }

    private static func reversed(_ memory: SharedMemory) throws -> SharedMemory {
        try SharedMemory(byteCount: memory.byteCount) { buffer in
            memory.withUnsafeBytes { bytes in
                for index in bytes.indices { buffer[buffer.count - 1 - index] = bytes[index] }
            }
        }
    }

    private static func wait(for path: String) {
        while access(path, F_OK) != 0 { usleep(1000) }
    }

    /// Appends in one call, so that what several processes write does not mix.
    private static func append(_ text: String, to path: String) {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        _ = write(file, text, text.utf8.count)
        close(file)
    }

    /// Starts a thread that lives as long as the process.
    private static func startThread() {
        var thread = pthread_t()
        pthread_create(&thread, nil, { _ in while true { pause() } }, nil)
    }
}

/// The descriptors of this process.
public enum OpenDescriptors {
    public static var count: Int { (0..<4096).count { fcntl(Int32($0), F_GETFD) >= 0 } }
}
