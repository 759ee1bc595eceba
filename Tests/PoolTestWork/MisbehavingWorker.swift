import Glibc
public import PagePool

/// What the worker is told to do once it has its task.
public enum Order: Codable, Sendable, Equatable {
    case echo(Int)
    /// Throw an error of the worker's own.
    case fail(String)
    /// Die of a signal.
    case signal(Int32)
    case exit(Int32)
    case abort
    /// Read what is not there, as broken native code does.
    case crash
    case hang
    /// Stop as by Ctrl-Z.
    case stop
    /// Write bytes that are no message where messages should be.
    case garbage
    /// Write bytes into the socket that brings the tasks.
    case garbageInSocket
    /// Announce a message, send half of it and die.
    case halfMessage
    /// Announce a message of so many bytes.
    case announce(UInt32)
    /// Close the channel and stay.
    case closeChannel
    /// Answer a task that was never given.
    case answerAnother
    /// Write lines to standard output and standard error, then echo.
    case write(lines: Int)
    /// Write lines, then die.
    case writeAndDie(lines: Int)
    /// Print without end.
    case printForever
    /// Fill memory until an allocation fails.
    case eatMemory
    /// Wait until a file exists, then echo.
    case waitFor(path: String)
    /// Misbehave only if no earlier attempt has left this file.
    case onceOnly(path: String, signal: Int32)
}

/// How making the worker goes.
public enum Beginning: Codable, Sendable {
    case good
    case refuse(String)
    case die
    case hang
    /// Begin well only if a file exists, and make it otherwise.
    case dieFirst(path: String)
}

public struct WorkerFailure: Error, Codable, Sendable, Equatable {
    public var message: String

    public init(message: String) { self.message = message }
}

public struct Echo: Codable, Sendable, Equatable {
    public var number: Int
    public var pid: Int32
}

/// The worker that the pool's tests run.
public struct MisbehavingWorker: PoolWorker {
    public init(setup: Beginning) throws(WorkerFailure) {
        switch setup {
        case .good: break
        case .refuse(let message): throw WorkerFailure(message: message)
        case .die: exit(7)
        case .hang: Self.hang()
        case .dieFirst(let path):
            guard access(path, F_OK) != 0 else { return }
            close(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600))
            exit(7)
        }
    }

    public mutating func run(_ order: Order, context: TaskContext<Int>) throws(WorkerFailure) -> Echo {
        switch order {
        case .echo(let number): return Self.echo(number)
        case .fail(let message): throw WorkerFailure(message: message)
        case .signal(let number):
            kill(getpid(), number)
            Self.hang()
        case .exit(let status): exit(status)
        case .abort: Glibc.abort()
        case .crash:
            UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
            return Self.echo(-1)
        case .hang: Self.hang()
        case .stop: kill(getpid(), SIGSTOP)
        case .garbage:
            context.writeRaw(Array("this is no message at all".utf8))
            Self.hang()
        case .garbageInSocket:
            Self.send(Array("this is no message at all".utf8))
            Self.hang()
        case .halfMessage:
            context.writeRaw([100, 0, 0, 0, 19, 1, 2, 3])
            exit(0)
        case .announce(let count):
            context.writeRaw(withUnsafeBytes(of: count.littleEndian) { Array($0) } + [19])
            Self.hang()
        case .closeChannel:
            close(3)
            Self.hang()
        case .answerAnother:
            context.writeRaw(
                [19, 0, 0, 0, 19] + [255, 255, 255, 255, 255, 255, 255, 127] + Array(repeating: 0, count: 10))
            Self.hang()
        case .write(let lines): Self.write(lines)
        case .writeAndDie(let lines):
            Self.write(lines)
            exit(9)
        case .printForever: while true { Self.write(1000) }
        case .eatMemory:
            // Chained and looked at, or an optimizer would do without the memory.
            var last: UnsafeMutableRawPointer?
            while let block = malloc(1 << 20) {
                memset(block, 1, 1 << 20)
                block.storeBytes(of: last, as: UnsafeMutableRawPointer?.self)
                last = block
            }
            throw WorkerFailure(message: last == nil ? "no memory at all" : "no memory left")
        case .waitFor(let path): while access(path, F_OK) != 0 { usleep(1000) }
        case .onceOnly(let path, let signal):
            if access(path, F_OK) != 0 {
                close(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600))
                kill(getpid(), signal)
            }
        }
        return Self.echo(0)
    }

    private static func echo(_ number: Int) -> Echo { Echo(number: number, pid: getpid()) }

    private static func hang() -> Never {
        while true { pause() }
    }

    private static func send(_ bytes: [UInt8]) {
        _ = Glibc.send(3, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    private static func write(_ lines: Int) {
        for line in 1...lines {
            let text = "line \(line)\n"
            _ = Glibc.write(line.isMultiple(of: 2) ? 1 : 2, text, text.utf8.count)
        }
    }
}
