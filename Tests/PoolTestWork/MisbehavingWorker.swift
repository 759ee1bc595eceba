import Glibc
public import PagePool

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
        try Self.begin(setup)
    }

    private static func begin(_ beginning: Beginning) throws(WorkerFailure) {
        switch beginning {
        case .good: break
        case .refuse(let message): throw WorkerFailure(message: message)
        case .die: exit(7)
        case .hang: hang()
        case .dieFirst(let path):
            if leaveMark(path) { exit(7) }
        case .late(let milliseconds): poll(nil, 0, milliseconds)
        case .onceThereIs(let path, let beginning):
            if access(path, F_OK) == 0 { try begin(beginning) }
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
        case .grow(let megabytes):
            // The system fills it, because an optimizer would do without memory that nobody reads.
            mmap(nil, megabytes << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0)
            Self.hang()
        case .spin: Self.spin()
        case .killParent:
            kill(getppid(), SIGKILL)
            Self.hang()
        case .record(let path, let number):
            Self.append(number, to: path)
            return Self.echo(Int(number))
        case .report(let order):
            do { try context.report(Int(getpid())) } catch { throw WorkerFailure(message: "\(error)") }
            return try run(order, context: context)
        case .pause(let milliseconds, let order):
            poll(nil, 0, milliseconds)
            return try run(order, context: context)
        case .after(let path, let order):
            Self.wait(for: path)
            return try run(order, context: context)
        case .waitFor(let path): Self.wait(for: path)
        case .onceOnly(let path, let signal):
            if Self.leaveMark(path) { kill(getpid(), signal) }
        case .once(let path, let order):
            if Self.leaveMark(path) { return try run(order, context: context) }
        }
        return Self.echo(0)
    }

    private static func echo(_ number: Int) -> Echo { Echo(number: number, pid: getpid()) }

    /// Makes a file.
    ///
    /// - Returns: Whether it was not there before.
    private static func leaveMark(_ path: String) -> Bool {
        let mark = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        close(mark)
        return mark >= 0
    }

    private static func hang() -> Never {
        while true { pause() }
    }

    private static func wait(for path: String) {
        while access(path, F_OK) != 0 { usleep(1000) }
    }

    private static func spin() -> Never {
        // Looking at a clock is something that no optimizer takes out.
        while true { _ = clock() }
    }

    private static func append(_ number: Int32, to path: String) {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        // One write of so little is never mixed with another process's.
        withUnsafeBytes(of: number) { _ = Glibc.write(file, $0.baseAddress, $0.count) }
        close(file)
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
