import Glibc
import PagePool

/// Computes checksums of files: FNV-1a with 64 bits, which shows accidental changes and no deliberate ones.
struct FileHasher: PoolWorker {
    struct Failure: Error, Codable { var reason: String }

    private var buffer: [UInt8]

    init(setup bufferSize: Int) throws(Failure) {
        buffer = Array(repeating: 0, count: bufferSize)
    }

    mutating func run(_ path: String, context: TaskContext<Never>) throws(Failure) -> UInt64 {
        let fd = open(path, O_RDONLY | O_CLOEXEC)
        guard fd >= 0 else { throw Failure(reason: String(cString: strerror(errno))) }
        defer { close(fd) }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        while true {
            let count = read(fd, &buffer, buffer.count)
            guard count >= 0 else { throw Failure(reason: String(cString: strerror(errno))) }
            if count == 0 { return hash }
            for byte in buffer[..<count] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
    }
}

@main
struct FileHash {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "--worker" { WorkerProcess.run(FileHasher.self) }

        let configuration = PoolConfiguration(
            command: .thisProgram(arguments: ["--worker"]), processes: 4, taskTimeLimit: .seconds(60))
        var status: Int32 = 0
        try await withPool(of: FileHasher.self, setup: 64 << 10, configuration: configuration) { pool in
            for try await outcome in pool.imap(arguments) {
                switch outcome.result {
                case .success(let hash):
                    let digits = String(hash, radix: 16)
                    print(String(repeating: "0", count: 16 - digits.count) + digits, outcome.task)
                case .failure(.thrown(let failure)): complain(outcome.task, failure.reason)
                case .failure(.workerDied(let death)): complain(outcome.task, "its worker \(death)")
                case .failure(.timeLimit(let limit)): complain(outcome.task, "not done after \(limit)")
                case .failure(let failure): complain(outcome.task, "\(failure)")
                }
                if case .failure = outcome.result { status = 1 }
            }
        }
        exit(status)
    }

    static func complain(_ path: String, _ reason: String) {
        let line = "filehash: \(path): \(reason)\n"
        write(2, line, line.utf8.count)
    }
}
