internal import ArgumentParser
internal import Rasterizer

/// The option for what stands in for fonts that are not embedded.
struct FontArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Fonts that stand in for those that a PDF names and does not embed: TrueType, OpenType and Type 1 files, down to "
                + "three directories deep. Without it only the built-in ones do, never the system's.",
            valueName: "directory"),
        completion: .directory)
    var fontDir: String?

    // A directory of something else must not push all other lines off the screen.
    private static let listed = 20

    /// Says which files are no fonts in spite of their names, in a line for each, up to a bound.
    static func warn(of fonts: SubstituteFonts?) {
        guard let fonts else { return }
        for file in fonts.unusableFiles.prefix(listed) {
            Console.error("\(fonts.directory): warning: \(file) cannot be used as a font")
        }
        let others = fonts.unusableFiles.count - listed
        if others > 0 { Console.error("\(fonts.directory): and \(others) more; --report FILE lists them all") }
    }
}
