import Glibc
public import PagePool

/// What a ``FeatureWorker`` is told to do; none of it is harm to the pool.
public enum Feature: Codable, Sendable {
    case echo(Int)
    case fail(String)
    /// Count the tasks that this value of the worker has seen, the one included.
    case tally
    /// Report so many times, each time with a text of so many bytes.
    case report(count: Int, bytes: Int)
    /// Report at the beginning, then wait until a file exists.
    case reportAndWait(path: String)
    /// Count and report, then wait until a file exists.
    case count(addend: UInt64, counter: Int, path: String)
    /// Count, then die.
    case countAndDie(addend: UInt64, counter: Int)
    /// Answer the length of a text.
    case measure(String)
    /// Answer a text of so many bytes.
    case text(bytes: Int)
    /// Answer the sizes and the sums of memories.
    case sum([SharedMemory])
    /// Answer memories of so many bytes.
    case make(count: Int, bytes: Int, seed: Int)
    /// Answer memories with the bytes of these the other way round.
    case reverse([SharedMemory])
    /// Answer these very memories.
    case pass([SharedMemory])
    /// Throw with a memory.
    case failWith(bytes: Int)
    /// Answer after so long.
    case pause(microseconds: UInt32)
    /// Run the CPU without end.
    case spin
    /// Note the beginning and the end in a file, with a report and a wait for another file in between.
    case enter(log: String, name: String, path: String)
    /// A task that the worker cannot read.
    case odd(Contrary)
    /// An answer that the caller cannot read.
    case answerOdd
    /// An error that the caller cannot read.
    case failOdd
    /// Report what the caller cannot read.
    case reportOdd
    /// Answer the descriptors that are open.
    case descriptors
}

/// What a ``FeatureWorker`` begins with.
public struct FeatureSetup: Codable, Sendable {
    /// A file that gets a byte whenever a context is made.
    public var log: String?
    /// Why the worker shall refuse to begin.
    public var refusal: String?
    public var startsThread = false

    public init() {}
}

public struct FeatureOutput: Codable, Sendable {
    public var number = 0
    public var pid: Int32
    public var parent: Int32
    public var text = ""
    public var numbers: [Int] = []
    public var memories: [SharedMemory] = []
    var odd: Contrary?

    init() {
        pid = getpid()
        parent = getppid()
    }
}

public struct FeatureFailure: Error, Codable, Sendable {
    public var message: String
    public var memory: SharedMemory?
    var odd: Contrary?
}

public struct FeatureProgress: Codable, Sendable {
    public var step: Int
    public var text = ""
    var odd: Contrary?
}

/// What encodes itself otherwise than it decodes, as two versions of a program do that do not agree.
public struct Contrary: Codable, Sendable {
    public init() {}

    public init(from decoder: any Decoder) throws {
        _ = try decoder.singleValueContainer().decode(Int.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode("a text")
    }
}

/// A repeatable filling for memory, which differs by position.
public enum Pattern {
    public static func byte(at index: Int, seed: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: (index &* 31) ^ (index >> 8) ^ seed)
    }

    public static func memory(bytes: Int, seed: Int) throws -> SharedMemory {
        try SharedMemory(byteCount: bytes) { buffer in
            for index in buffer.indices { buffer[index] = byte(at: index, seed: seed) }
        }
    }

    public static func sum(_ memory: SharedMemory) -> Int {
        memory.withUnsafeBytes { bytes in bytes.reduce(0) { $0 &* 31 &+ Int($1) } }
    }
}
