internal import ArgumentParser
internal import RasterOutput
internal import Rasterizer

/// The options for how pages are drawn and stored.
struct ImageArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How images are stored: auto is lossless but where a picture makes JPEG much smaller; lossless takes what is "
                + "smallest; flate; jpeg."))
    var codec: CodecChoice = .auto

    @Flag(help: "The same as --codec lossless.")
    var lossless = false

    @Flag(
        help: ArgumentHelp(
            "Keep the JPEG, JPEG 2000, CCITT or JBIG2 data of pages that are one image and nothing else, byte for byte, "
                + "unless the image has a higher resolution than is asked for, or other colours or another codec."))
    var passthrough = false

    @Option(help: ArgumentHelp("JPEG quality, 1 to 100.", valueName: "number"))
    var quality: Int = 85

    @Option(
        help: ArgumentHelp(
            "How hard lossless compression tries, 0 to 9: more takes longer and makes smaller files. (default: 2 for PNG, "
                + "otherwise 1)", valueName: "number"))
    var effort: Int?

    @Option(
        help: ArgumentHelp(
            "The colours: auto is the least that holds a page without loss (bilevel, gray, up to 256 colours, RGB); gray; "
                + "rgb; cmyk, for presses, with black text in black ink alone; mono, black and white."))
    var color: ColorChoice = .auto

    @Option(
        help: ArgumentHelp(
            "How --color mono makes shades of dots: floyd-steinberg keeps the most detail; blue-noise; ordered; threshold "
                + "makes none. (default: floyd-steinberg)",
            valueName: "method"))
    var dither: Dither?

    @Option(
        help: ArgumentHelp(
            "An ICC profile, for RGB, gray or CMYK: colours are brought into it, and it is embedded; inks that a page names "
                + "are kept.",
            valueName: "file"),
        completion: .file())
    var outputProfile: String?

    @Option(
        help: ArgumentHelp(
            "How colours that the output profile lacks are replaced, with the words of IPP.", valueName: "intent"))
    var renderingIntent: RenderingIntent?

    @Flag(
        inversion: .prefixedNo,
        help: ArgumentHelp(
            "Bring black to the output profile's darkest colour, and all others along. (default: unless the intent is "
                + "absolute-colorimetric)"))
    var blackPointCompensation: Bool?

    @Option(
        help: ArgumentHelp(
            "Bits in which edges are graded, 0 (black or white) to 8; 4 makes small files. (default: 8; with --color mono "
                + "0, so that edges are not dithered)",
            valueName: "bits"))
    var antialias: Int?

    @Option(help: ArgumentHelp("The same for text alone.", valueName: "bits"))
    var antialiasText: Int?

    @Option(help: ArgumentHelp("The same for everything but text.", valueName: "bits"))
    var antialiasGraphics: Int?

    @OptionGroup var fonts: FontArguments

    func validate() throws {
        guard (1...100).contains(quality) else { throw ValidationError("--quality must be from 1 to 100.") }
        guard (0...9).contains(effort ?? 0) else { throw ValidationError("--effort must be from 0 to 9.") }
        for bits in [antialias, antialiasText, antialiasGraphics].compactMap(\.self) where !(0...8).contains(bits) {
            throw ValidationError("Antialiasing takes 0 to 8 bits.")
        }
        if dither != nil, color != .mono { throw ValidationError("--dither is for --color mono.") }
        if color == .mono, codec == .jpeg {
            throw ValidationError("--color mono makes images that JPEG cannot hold. Leave --codec away, or say flate.")
        }
        if outputProfile == nil, renderingIntent != nil || blackPointCompensation != nil {
            throw ValidationError(
                "--rendering-intent and --black-point-compensation are for --output-profile. Give it too.")
        }
        if lossless, codec == .jpeg { throw ValidationError("--lossless and --codec jpeg exclude each other.") }
    }

    func apply(to options: inout RasterOptions, format: OutputFormat) throws {
        options.storage.format = format
        options.storage.codec = lossless && codec == .auto ? .lossless : codec
        options.storage.color = color
        options.passesThrough = passthrough
        options.fontDirectory = fonts.fontDir
        options.storage.quality = quality
        // Others' PNG files are made with zlib at its best, and would be smaller at 1.
        options.storage.effort = effort ?? (format == .png ? 2 : 1)
        options.storage.profile = try outputProfile.map { try ProfileFile.read($0) }
        options.storage.intent = renderingIntent ?? .relativeColorimetric
        options.storage.compensatesBlackPoint = blackPointCompensation ?? true
        if let dither { options.storage.dither = dither }
        let bits = antialias ?? (color == .mono ? 0 : 8)
        options.antialiasing = Antialiasing(text: antialiasText ?? bits, graphics: antialiasGraphics ?? bits)
    }
}
