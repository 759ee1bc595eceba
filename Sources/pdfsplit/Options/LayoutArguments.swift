internal import ArgumentParser
internal import PageLayout

/// The options for where a page goes on its sheet.
struct LayoutArguments: ParsableArguments {
    @OptionGroup var resolution: ResolutionArguments

    @Option(
        help: ArgumentHelp(
            "The sheet: none for each page's own size, a name (A4, B5, JIS-B5, Letter, Legal, Tabloid, Ledger, "
                + "Executive, ANSI-C, Arch-D, ...) or a size (210x297mm, 8.5x11in, 595x842pt).",
            valueName: "size"),
        transform: ArgumentValues.paper)
    var paper = ArgumentValues.Paper.none

    @Option(help: "How the sheet is turned: auto follows the page.")
    var orientation: Orientation = .auto

    @Option(
        help: ArgumentHelp(
            "How the page is scaled to the sheet, in IPP's words: fit to the printable area, fill the sheet and crop, "
                + "none, shrink only if it is larger (IPP: auto-fit), auto."))
    var scaling: Scaling = .fit

    @Option(
        help: ArgumentHelp(
            "Unpainted borders: one length, vertical,horizontal or top,right,bottom,left, such as 10mm or 0.5in,1in.",
            valueName: "lengths"),
        transform: { try Margins(parsing: $0) })
    var margin: Margins = .zero

    @Option(help: "Where the page lies in what it does not fill.")
    var align: Alignment = .center

    @Option(help: "Which of the page's boxes is drawn.")
    var box: PageBox = .crop

    @Option(help: ArgumentHelp("The most pixels a page may have.", valueName: "count"))
    var maxPixels: Int = 4_000_000_000

    var options: LayoutOptions {
        var options = LayoutOptions(
            orientation: orientation, scaling: scaling, margins: margin, alignment: align, box: box,
            maxPixels: maxPixels)
        if let resolution = resolution.resolution { options.resolution = resolution }
        if case .size(let size) = paper { options.paper = size }
        return options
    }

    func validate() throws {
        do {
            try options.validate()
        } catch {
            throw ValidationError(error.message)
        }
    }
}
