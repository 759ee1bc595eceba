import Foundation
import Testing

@Suite("Pictures that golden --failures leaves")
struct GoldenFailureTests {
    let scratch = Scratch()

    init() throws {
        try scratch.makeGoldenCases()
        try scratch.write(SheetPDF.words("A", "B", "C"), to: "cases/a.pdf")
        _ = try scratch.goldenCase("record", code: 0)
    }

    private var files: Set<String> { Scratch.list(scratch["failures/a"]) }

    @Test("A golden whose page is gone has a name that no page has")
    func removed() throws {
        let third = try scratch.contents("cases/golden/a/page-003.png")
        try scratch.write(SheetPDF.words("A", "X"), to: "cases/a.pdf")
        let own = try scratch.goldenCase("verify", "--failures", "failures", code: 1)
        #expect(own.comparison.failures == ["2-2 different", "3- removed"])
        #expect(files.contains("page-003.removed.expected.png"))
        #expect(files.count == 4)
        #expect(try scratch.contents("failures/a/page-003.removed.expected.png") == third)
        // They are there to be looked at also when the golden itself is gone.
        _ = try scratch.goldenCase("update", "--failures", "failures", code: 0)
        #expect(files.contains("page-003.removed.expected.png"))
    }

    @Test("None stays of an earlier run, however the case ends")
    func cleared() throws {
        for end in ["settings", "document"] {
            try scratch.makeGoldenCases()
            try scratch.write(SheetPDF.words("A", "X", "C"), to: "cases/a.pdf")
            _ = try scratch.goldenCase("verify", "--failures", "failures", code: 1)
            #expect(files.count == 3)
            if end == "settings" {
                try scratch.write(Data("dpi = 36\n".utf8), to: "cases/golden.toml")
                let own = try scratch.goldenCase("verify", "--failures", "failures", code: 1)
                #expect(own.status == "settings-changed")
            } else {
                try scratch.write(Data("nothing".utf8), to: "cases/a.pdf")
                _ = try scratch.goldenCase("verify", "--failures", "failures", code: 4)
            }
            #expect(files.isEmpty)
        }
    }
}
