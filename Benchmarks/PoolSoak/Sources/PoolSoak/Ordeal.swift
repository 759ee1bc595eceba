import Glibc
import PagePool

/// What a task of the soak does.
enum Ordeal: Codable, Sendable {
    case echo(UInt64)
    case fail(UInt64)
    case signal(Int32)
    case exit(Int32)
    case abort
    /// Run into the time limit.
    case hang
    /// Answer a text of so many bytes.
    case text(bytes: Int)
    /// Answer memory of so many bytes, each with this value.
    case make(bytes: Int, value: UInt8)
    /// Answer the same memory.
    case pass(SharedMemory)
    /// Report so many times.
    case report(Int)
    /// Count one.
    case count

    /// Takes an ordeal by lot: mostly a small answer, now and then something harder to stand.
    init(using generator: inout SplitMix) throws {
        switch Int.random(in: 0..<10_000, using: &generator) {
        case 0..<40: self = .signal([SIGKILL, SIGTERM, SIGSEGV, SIGUSR1].randomElement(using: &generator) ?? SIGKILL)
        case 40..<80: self = .exit(Int32.random(in: 0..<200, using: &generator))
        case 80..<100: self = .abort
        case 100..<102: self = .hang
        case 102..<500: self = .fail(generator.next())
        case 500..<550: self = .text(bytes: Int.random(in: 1 << 10...1 << 20, using: &generator))
        case 550..<750:
            let value = UInt8.random(in: 0...9, using: &generator)
            self = .make(bytes: Int.random(in: 1...1 << 18, using: &generator), value: value)
        case 750..<850:
            let value = UInt8.random(in: 0...9, using: &generator)
            self = .pass(try Self.memory(Int.random(in: 1...1 << 18, using: &generator), value))
        case 850..<950: self = .report(Int.random(in: 0...20, using: &generator))
        case 950..<1500: self = .count
        default: self = .echo(generator.next())
        }
    }

    static func memory(_ bytes: Int, _ value: UInt8) throws -> SharedMemory {
        try SharedMemory(byteCount: bytes) { buffer in for index in buffer.indices { buffer[index] = value } }
    }

    /// The pool's time limit; far more than any other ordeal takes, also on a busy machine.
    static let timeLimit = Duration.seconds(2)
}

/// What comes of an ordeal that ends well.
struct Survival: Codable, Sendable {
    var number: UInt64 = 0
    var text = ""
    var memory: SharedMemory?
}

/// The worker that undergoes ordeals.
struct Sufferer: PoolWorker {
    struct Failure: Error, Codable {
        var number: UInt64
    }
    typealias Setup = Int
    typealias Task = Ordeal
    typealias Output = Survival
    typealias Progress = Int

    init(setup: Int) {}

    func run(_ ordeal: Ordeal, context: TaskContext<Int>) throws(Failure) -> Survival {
        switch ordeal {
        case .echo(let number): return Survival(number: number)
        case .fail(let number): throw Failure(number: number)
        case .signal(let number):
            kill(getpid(), number)
            while true { pause() }
        case .exit(let status): Glibc.exit(status)
        case .abort: Glibc.abort()
        case .hang: while true { pause() }
        case .text(let bytes): return Survival(text: String(repeating: "t", count: bytes))
        case .make(let bytes, let value): return Survival(memory: try? Ordeal.memory(bytes, value))
        case .pass(let memory): return Survival(memory: memory)
        case .report(let count):
            for step in 0..<count { try? context.report(step) }
            return Survival()
        case .count:
            context.count(counter: 0)
            return Survival()
        }
    }
}

/// A generator whose numbers can be had again by its seed (Steele, Lea and Flood's SplitMix64).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
