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

    /// Says in one line which files are no fonts, if there are any.
    static func warn(of fonts: SubstituteFonts?) {
        guard let fonts, let first = fonts.unusableFiles.first else { return }
        let others = fonts.unusableFiles.count - 1
        Console.error(
            "\(fonts.directory): \(first) is no font that can be used" + (others > 0 ? " (and \(others) more)" : ""))
    }
}
