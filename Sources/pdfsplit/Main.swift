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
    /// The same for one that compares pages.
    static let compareWorkerArgument = "--run-as-compare-worker"
    /// The same for one that holds pages against goldens.
    static let goldenWorkerArgument = "--run-as-golden-worker"

    static func main() {
        // Before anything else: a worker has one thread, no options and no output of its own.
        switch CommandLine.arguments.dropFirst().first {
        case workerArgument: WorkerProcess.run(DocumentWorkers.self)
        case infoWorkerArgument: WorkerProcess.run(InfoWorker.self)
        case compareWorkerArgument: WorkerProcess.run(CompareWorker.self)
        case goldenWorkerArgument: WorkerProcess.run(GoldenWorker.self)
        default: break
        }
        // Writing to a pipe that nobody reads, or more than a file may hold, is an error to report and no reason to die
        // without cleaning up.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        Signals.runUntilEnded { await run() }
    }

    private static func run() async -> Int32 {
        var arguments = Array(CommandLine.arguments.dropFirst())
        // The main job takes any word for a path, so subcommands are told from paths before it sees them.
        if arguments.first == "help" { arguments = arguments.dropFirst() + ["--help"] }
        var command: any ParsableCommand.Type = RasterizeCommand.self
        if let named = RasterizeCommand.otherCommands.first(where: { $0.configuration.commandName == arguments.first })
        {
            command = OtherCommands.self
            // To those without subcommands it is a path.
            if arguments.dropFirst().first == "help", !named.configuration.subcommands.isEmpty {
                arguments.remove(at: 1)
                arguments.append("--help")
            }
        }
        if arguments.first == "--generate-completion-script", arguments.count == 2,
            let shell = CompletionShell(rawValue: arguments[1])
        {
            print(Completions.script(for: shell))
            return ExitStatus.success.rawValue
        }
        do {
            // Who types nothing wants to see what there is.
            guard !arguments.isEmpty else {
                Console.write(RasterizeCommand.helpMessage(columns: Console.width) + "\n")
                return ExitStatus.usage.rawValue
            }
            var parsed = try command.parseAsRoot(arguments)
            guard let job = parsed as? any JobCommand else {
                // One of the library's own, which ends by an error that holds what was asked for.
                try parsed.run()
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
            return explain(error, of: command)
        }
    }

    private static func explain(_ error: any Error, of command: any ParsableCommand.Type) -> Int32 {
        let text = command.fullMessage(for: error)
        // Help and the version are asked for, so they are data; a mistake is for people.
        if command.exitCode(for: error).isSuccess {
            print(text)
            return ExitStatus.success.rawValue
        }
        Console.write(text + "\n")
        return ExitStatus.usage.rawValue
    }
}
