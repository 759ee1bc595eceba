import PDFGolden
import XCTest

/// The same expectation as XCTest runs it.
final class ExpectPDFXCTests: XCTestCase {
    func testExpectation() async throws {
        let scratch = GoldenScratch()
        let pdf = try scratch.write("1 0 0 rg 20 20 30 40 re f")
        for recording in [GoldenRecording.all, .none] {
            let holds = await expectPDF(
                at: pdf, matchesGolden: "case", in: scratch.goldens, recording: recording, program: .built)
            XCTAssertTrue(holds)
        }
    }
}
