import PageLayout
import Testing

@testable import Rasterizer

@Suite("Numbers that pages of a comparison go by")
struct PageNumbersTests {
    private static func directory(_ names: String...) -> PageNumbers {
        PageNumbers(
            CompareSource(name: "pages", contents: .images(paths: names.map { "pages/\($0)" })), count: names.count)
    }

    private func selected(_ text: String, of numbers: PageNumbers) throws -> [Int] {
        try numbers.pages(in: PageSelection(parsing: text), of: "pages").map { numbers[$0] }
    }

    @Test("Files that end in numbers of their own are selected by these")
    func named() throws {
        let numbers = Self.directory("page-003.png", "page-005.png", "page-008.png")
        #expect(numbers.areNamed && numbers.last == 8)
        #expect(try selected("3-5", of: numbers) == [3, 5])
        #expect(try selected("z,1-3", of: numbers) == [8, 3])
        #expect(try selected("1-z", of: numbers) == [3, 5, 8])
        #expect(try selected("1-z:even", of: numbers) == [8])
        #expect(try Self.directory("page-003.png").pages(in: PageSelection(parsing: "3"), of: "pages") == [0])
    }

    @Test("A selection of no file at all, or beyond all files, is an error that names the directory")
    func refused() throws {
        for (text, words) in [("1-2", "no file in it has a number that \"1-2\" selects"), ("9", "out of range")] {
            let error = #expect(throws: JobError.self) {
                try selected(text, of: Self.directory("page-003.png", "page-005.png"))
            }
            #expect(error?.kind == .usage)
            #expect(error?.description.hasPrefix("pages: ") == true && error?.description.contains(words) == true)
        }
    }

    @Test(
        "Files without numbers of their own, or with such as no page has, are counted",
        arguments: [
            directory("cover.png", "page-1.png", "page-2.png"), directory("a-1.png", "b-1.png", "c-2.png"),
            directory("page-0.png", "page-1.png", "page-2.png"),
            directory("scan-20240101.png", "scan-20240102.png", "scan-20240103.png"),
        ])
    func counted(numbers: PageNumbers) throws {
        #expect(!numbers.areNamed && numbers.last == 3)
        #expect(try selected("2-z", of: numbers) == [2, 3])
    }

    @Test("The images of one file are counted, whatever it is called")
    func single() throws {
        let file = CompareSource(name: "scan-7.png", contents: .images(paths: ["scan-7.png"]))
        #expect(!PageNumbers(file, count: 1).areNamed)
        let inside = CompareSource(name: "pages", contents: .images(paths: ["pages/scan-7.tif"]))
        #expect(PageNumbers(inside, count: 1).areNamed && !PageNumbers(inside, count: 4).areNamed)
    }
}
