internal import ArgumentParser

/// The program as it is to those who name another command than the main one.
///
/// What is told of a mistake names all commands above the one that was meant, and the main one cannot stand there: it takes
/// their names for paths.
struct OtherCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pdfsplit", version: Version.number, subcommands: RasterizeCommand.otherCommands)
}
