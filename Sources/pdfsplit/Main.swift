internal import ArgumentParser
internal import Glibc
internal import PagePool
internal import Rasterizer

@main
struct Main {
    /// Tells a process of this program that it is a worker; not for people, so not in the help.
    static let workerArgument = "--run-as-pool-worker"
    /// The same for a worker that renders nothing.
    static let infoWorkerArgument = "--run-as-info-worker"

    static func main() {
        // Before anything else: a worker has one thread, no options and no output of its own.
        switch CommandLine.arguments.dropFirst().first {
        case workerArgument: WorkerProcess.run(RenderWorker.self)
        case infoWorkerArgument: WorkerProcess.run(InfoWorker.self)
        default: break
        }
        // Writing to a pipe that nobody reads, or more than a file may hold, is an error to report and no reason to die
        // without cleaning up.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        Signals.runUntilEnded { await run() }
    }

    private static func run() async -> Int32 {
        do {
            let arguments = CommandLine.arguments.dropFirst()
            // Who asks for help wants to see what the program does, not that it has commands.
            if arguments.isEmpty || ["-h", "--help"].contains(arguments.first) {
                return help(status: arguments.isEmpty ? .usage : .success)
            }
            let command = try PDFSplit.parseAsRoot()
            guard let job = command as? any JobCommand else {
                var other = command
                try other.run()
                return ExitStatus.success.rawValue
            }
            return try await job.execute().rawValue
        } catch is CancellationError {
            // By a signal, which decides the exit status.
            return ExitStatus.internalError.rawValue
        } catch let error as JobError {
            Console.error(error.description)
            return ExitStatus(error).rawValue
        } catch {
            return explain(error)
        }
    }

    private static func help(status: ExitStatus) -> Int32 {
        let text = PDFSplit.helpMessage(for: RasterizeCommand.self, columns: Console.width)
        if status == .success { print(text) } else { Console.write(text + "\n") }
        return status.rawValue
    }

    private static func explain(_ error: any Error) -> Int32 {
        let text = PDFSplit.fullMessage(for: error)
        // Help and the version are asked for, so they are data; a mistake is for people.
        if PDFSplit.exitCode(for: error).isSuccess {
            print(text)
            return ExitStatus.success.rawValue
        }
        Console.write(text + "\n")
        return ExitStatus.usage.rawValue
    }
}

/// What holds the commands together.
struct PDFSplit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pdfsplit",
        abstract: "Makes a PDF of page images out of a PDF, with a pool of worker processes.",
        version: Version.number,
        subcommands: [RasterizeCommand.self, InfoCommand.self],
        defaultSubcommand: RasterizeCommand.self)
}
