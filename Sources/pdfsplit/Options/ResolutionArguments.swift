internal import ArgumentParser
internal import PageLayout

/// The options for how many pixels a page gets.
struct ResolutionArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Pixels per inch, or auto for each page's highest resolution of an image, from 72 to 600 or other bounds as "
                + "in auto:150-300; pages without images get 300. (default: 300; to compare, 150)",
            valueName: "number"),
        transform: { try Resolution(parsing: $0) })
    var dpi: Resolution?

    @Option(
        help: ArgumentHelp(
            "Instead of --dpi, the pixels across a page; its proportions give those down. With --height the page is "
                + "scaled into just so many, as into a sheet of paper.",
            valueName: "pixels"))
    var width: Int?

    @Option(help: ArgumentHelp("Instead of --dpi, the pixels down a page.", valueName: "pixels"))
    var height: Int?

    @Option(
        help: ArgumentHelp(
            "Instead of --dpi, the pixels to keep within, such as 800x600; one side has them all.", valueName: "size"),
        transform: { try Resolution(fittingWithin: $0) })
    var fitWithin: Resolution?

    /// What was asked for instead of the default.
    var resolution: Resolution? {
        switch (width, height) {
        case (let width?, let height?): .exactly(width: width, height: height)
        case (let width?, nil): .width(width)
        case (nil, let height?): .height(height)
        case (nil, nil): fitWithin ?? dpi
        }
    }

    func validate() throws {
        let hasSide = width != nil || height != nil
        if fitWithin != nil, hasSide {
            throw ValidationError("--fit-within has both sides. Leave it out, or --width and --height.")
        }
        if dpi != nil, hasSide || fitWithin != nil {
            throw ValidationError(
                "The resolution follows from --width, --height and --fit-within. Leave these out, or --dpi.")
        }
    }
}
