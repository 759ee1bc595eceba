import Foundation
import PageLayout
import Testing

@Suite("Coding for the way to a worker")
struct CodingTests {
    private func copy<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    }

    @Test("Options come back as they were")
    func options() throws {
        let options = LayoutOptions(
            dpi: 299.7,
            paper: try PaperSize(parsing: "JIS-B5"),
            orientation: .landscape,
            scaling: .shrink,
            margins: try Margins(parsing: "10mm,5mm"),
            alignment: .bottomRight,
            box: .trim,
            maxPixels: 7
        )
        #expect(try copy(options) == options)
        #expect(try copy(LayoutOptions()) == LayoutOptions())
    }

    @Test(
        "Resolutions come back as they were",
        arguments: [
            Resolution.dpi(72.5), .ofImages(lowest: 1, highest: 2), .width(3), .height(4),
            .exactly(width: 5, height: 6),
            .within(width: 7, height: 8),
        ])
    func resolutions(resolution: Resolution) throws {
        #expect(try copy(LayoutOptions(resolution: resolution)).resolution == resolution)
    }

    @Test("Layouts and boxes come back as they were, to the last digit")
    func layouts() throws {
        let page = Size(width: 595.276, height: 841.89)
        let layout = try Layout.place(page: page, options: LayoutOptions(paper: try PaperSize(parsing: "A5")))
        #expect(try copy(layout) == layout)
        let boxes = PageBoxes(media: Rectangle(0, 0, 0.1, 1e7), rotation: -90, userUnit: 1.0 / 3)
        #expect(try copy(boxes) == boxes)
    }

    @Test("Page selections travel as their text and are checked on arrival")
    func selections() throws {
        let selection = try PageSelection(parsing: "1-6,x3:odd")
        #expect(try copy(selection) == selection)
        #expect(try JSONEncoder().encode(selection) == Data("\"1-6,x3:odd\"".utf8))
        #expect(throws: (any Error).self) {
            try JSONDecoder().decode(PageSelection.self, from: Data("\"0\"".utf8))
        }
    }

    @Test("Names of choices are those of the command line")
    func names() {
        #expect(Scaling.allCases.map(\.rawValue) == ["fit", "fill", "none", "shrink", "auto"])
        #expect(PageBox.allCases.map(\.rawValue) == ["crop", "media", "trim", "bleed", "art"])
        let corners = ["top-left", "top-right", "bottom-left", "bottom-right"]
        #expect(Alignment.allCases.map(\.rawValue).suffix(4) == corners)
    }
}
