public import ArgumentParser
internal import Glibc
public import Rasterizer

/// Holds a folder of PDFs against reference renderings.
struct GoldenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "golden",
        abstract: "Keep reference renderings of PDFs, and find out which pages look different.",
        usage: "pdfsplit golden <verify|record|update> [<options>] <folder>",
        discussion: """
            All PDFs in the folder are cases, at any depth. Their goldens lie in a folder named golden among them: for each \
            case a PNG file a page, and golden.json with checksums and what drew them. A page with its golden's checksum \
            is the same; others are compared.

            How cases are drawn and compared stands in golden.toml beside them, for all and, under [[case]], for those that \
            match: \
            dpi, width, height, fit-within, box, pages, threshold, metric, count-antialiasing, exact, max-different, \
            window, max-density, ignore, only, store (png or checksums), password; with the values of the options of \
            "pdfsplit compare".

            Exit codes: 0 all pass, 1 pages differ, 2 usage, 3 some cases could not be compared, 4 a PDF or a golden is \
            unreadable, 5 password needed or wrong, 6 goldens or reports cannot be written, 7 the pool gave up, 8 a limit \
            was hit, 10 goldens are missing.
            """,
        subcommands: [GoldenVerifyCommand.self, GoldenRecordCommand.self, GoldenUpdateCommand.self])
}

/// Compares, and writes no golden.
struct GoldenVerifyCommand: JobCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Compare all pages with their goldens; nothing is written but reports.")

    @OptionGroup var arguments: GoldenArguments

    func execute() async throws -> ExitStatus { try await arguments.run(.none) }
}

/// Writes goldens of pages that have none.
struct GoldenRecordCommand: JobCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Write the goldens that are missing, and compare the others.")

    @OptionGroup var arguments: GoldenArguments
    @OptionGroup var mode: GoldenModeArguments

    func execute() async throws -> ExitStatus { try await arguments.run(mode.resolve(.missing)) }
}

/// Writes goldens of pages that differ from theirs.
struct GoldenUpdateCommand: JobCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Write the goldens of pages that differ from theirs, or have none.")

    @OptionGroup var arguments: GoldenArguments
    @OptionGroup var mode: GoldenModeArguments

    func execute() async throws -> ExitStatus { try await arguments.run(mode.resolve(.changed)) }
}

extension GoldenUpdate: ExpressibleByArgument {}

/// Which goldens are written.
struct GoldenModeArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Which goldens are written: all; changed, which includes missing; missing; none. (default: none where CI is "
                + "set in the environment and not to 0 or false, otherwise missing for record and changed for update)",
            valueName: "mode"))
    var mode: GoldenUpdate?

    func resolve(_ usual: GoldenUpdate) -> GoldenUpdate {
        if let mode { return mode }
        let value = getenv("CI").map { String(cString: $0) } ?? ""
        if ["", "0", "false"].contains(value.lowercased()) { return usual }
        Console.error("CI is set, so no golden is written. Say --mode \(usual.rawValue) if they shall be.")
        return .none
    }
}
