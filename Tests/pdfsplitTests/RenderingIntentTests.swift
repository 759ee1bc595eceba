import Foundation
import Testing

@Suite("Rendering intents and the black point")
struct RenderingIntentTests {
    let scratch = Scratch()

    /// Colours of a page, and where their patches' middles are, 20 pixels apart.
    private static let colors: [[UInt8]] = [
        [255, 255, 255], [0, 0, 0], [128, 128, 128], [64, 64, 64], [153, 102, 102], [51, 102, 153], [179, 179, 153],
    ]
    private static let inkColors: [[UInt8]] = [
        [255, 0, 0], [0, 51, 0], [51, 0, 26], [204, 153, 51], [0, 102, 255], [26, 26, 51], [255, 255, 204],
    ]

    /// What the program makes of a page of such patches: a pixel of each.
    private func converted(_ colors: [[UInt8]], components: Int, _ arguments: [String]) throws -> [[UInt8]] {
        let patches = colors.enumerated().map { index, color in
            color.map { "\(Double($0) / 255)" }.joined(separator: " ") + " rg \(index * 20) 0 20 20 re f"
        }
        var document = ScanPDF()
        document.addPage(
            patches.joined(separator: "\n"), width: colors.count * 20, height: 20, resources: "")
        try scratch.write(document.data, to: "in.pdf")
        try scratch.write(Data(LabPrinter.bytes), to: "lab-printer.icc")
        let result = try scratch.start(["--dpi", "72", "--lossless"] + arguments + ["in.pdf", "out.tif"]).wait()
        try #require(result.code == 0, "\(result.message)")
        let space = components == 4 ? "cmyk" : "rgb"
        let pixels = [UInt8](try scratch.run("convert", "out.tif", "-depth", "8", "\(space):-").output)
        try #require(pixels.count == colors.count * 20 * 20 * components)
        return colors.indices.map { index in
            let start = (10 * colors.count * 20 + index * 20 + 10) * components
            return Array(pixels[start..<start + components])
        }
    }

    /// What ImageMagick makes of the colours with lcms2.
    private func byImageMagick(
        _ colors: [[UInt8]], components: Int, profile: String, intent: String, compensates: Bool
    ) throws -> [[UInt8]] {
        try scratch.write(Data(colors.flatMap { $0 }), to: "colors.rgb")
        let result = try scratch.run(
            "convert", "-size", "\(colors.count)x1", "-depth", "8", "rgb:colors.rgb", "-profile",
            OutputColorTests.profile("srgb"), "-intent", intent,
            compensates ? "-black-point-compensation" : "+black-point-compensation", "-profile", profile, "-depth", "8",
            components == 4 ? "cmyk:-" : "rgb:-")
        try #require(result.code == 0, "\(result.message)")
        let pixels = [UInt8](result.output)
        try #require(pixels.count == colors.count * components)
        return colors.indices.map { Array(pixels[$0 * components..<($0 + 1) * components]) }
    }

    struct Case: CustomTestStringConvertible {
        var intent: String
        var compensates: Bool
        /// L*, a* and b* that the printer is asked for, by the formulas of ICC and CIE.
        var wanted: @Sendable (CIEColor) -> [Double]

        var options: [String] {
            ["--rendering-intent", intent] + (compensates ? [] : ["--no-black-point-compensation"])
        }
        var testDescription: String { options.joined(separator: " ") }
    }

    static let cases = [
        Case(intent: "relative-colorimetric", compensates: true) { $0.lifted(to: LabPrinter.darkest).labBytes },
        Case(intent: "relative-colorimetric", compensates: false) { $0.labBytes },
        Case(intent: "absolute-colorimetric", compensates: true) { $0.beside(LabPrinter.paper).labBytes },
        Case(intent: "absolute-colorimetric", compensates: false) { $0.beside(LabPrinter.paper).labBytes },
        Case(intent: "perceptual", compensates: false) { LabPrinter.perceptual($0.labBytes) },
        Case(intent: "saturation", compensates: false) { LabPrinter.saturated($0.labBytes) },
    ]

    @Test("Each intent asks the printer for the colours that ICC's formulas give", arguments: cases)
    func formulas(example: Case) throws {
        let found = try converted(
            Self.colors, components: 3, example.options + ["--output-profile", "lab-printer.icc"])
        for (color, pixel) in zip(Self.colors, found) {
            let wanted = LabPrinter.levels(example.wanted(CIEColor(red: color[0], green: color[1], blue: color[2])))
            #expect(zip(pixel, wanted).allSatisfy { abs(Double($0) - $1) <= 2 }, "\(color): \(pixel), \(wanted)")
        }
    }

    @Test("White is yellowish paper's white, unless colours are absolute")
    func white() throws {
        let ways = [[], ["--rendering-intent", "absolute-colorimetric"]]
        let found = try ways.map {
            try converted([[255, 255, 255]], components: 3, $0 + ["--output-profile", "lab-printer.icc"])[0]
        }
        // Beside such paper D50's white is blue.
        #expect(found == [[255, 255, 255], [255, 255, 233]])
    }

    @Test("Black is what the printer can show with compensation of the black point, and darker without")
    func black() throws {
        let ways = [[], ["--no-black-point-compensation"]]
        let found = try ways.map {
            try converted([[0, 0, 0]], components: 3, $0 + ["--output-profile", "lab-printer.icc"])[0]
        }
        #expect(found == [[51, 51, 51], [0, 0, 0]])
    }

    private static let intents = [
        ("perceptual", "perceptual"), ("relative-colorimetric", "relative"), ("saturation", "saturation"),
        ("absolute-colorimetric", "absolute"),
    ]

    @Test("ImageMagick finds the same colours", arguments: intents, [true, false])
    func likeImageMagick(intent: (ours: String, theirs: String), compensates: Bool) throws {
        let options =
            ["--rendering-intent", intent.ours] + (compensates ? [] : ["--no-black-point-compensation"])
        for (profile, colors, components) in [
            ("lab-printer.icc", Self.colors, 3), (OutputColorTests.profile("default_cmyk"), Self.inkColors, 4),
        ] {
            let found = try converted(colors, components: components, options + ["--output-profile", profile])
            let wanted = try byImageMagick(
                colors, components: components, profile: profile, intent: intent.theirs, compensates: compensates)
            for (index, color) in colors.enumerated() {
                let isNear = zip(found[index], wanted[index]).allSatisfy { abs(Int($0) - Int($1)) <= 3 }
                #expect(isNear, "\(profile), \(color): \(found[index]), ImageMagick: \(wanted[index])")
            }
        }
    }

    @Test("Without compensation, and absolute, dark colours take other inks than by default")
    func inks() throws {
        let profile = ["--output-profile", OutputColorTests.profile("default_cmyk")]
        let standard = try converted(Self.inkColors, components: 4, profile)
        let others = [["--no-black-point-compensation"], ["--rendering-intent", "absolute-colorimetric"]]
        for other in others {
            let found = try converted(Self.inkColors, components: 4, profile + other)
            let differences = zip(standard, found).map { zip($0, $1).map { abs(Int($0) - Int($1)) }.max() ?? 0 }
            #expect(differences.contains { $0 > 20 }, "\(other): \(differences)")
        }
    }
}
