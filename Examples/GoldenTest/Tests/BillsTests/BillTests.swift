import Bills
import Foundation
import PDFGolden
import Testing

@Suite("Bills")
struct BillTests {
    private func write(_ bill: Bill) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "bill-\(UUID().uuidString).pdf")
        try Data(bill.pdf).write(to: file)
        return file.path
    }

    @Test("A bill looks as it did, whenever it is printed")
    func look() async throws {
        let bill = Bill(
            number: "2026-17", date: "\(Date.now)",
            items: [.init("Hinges, brass", cents: 10_080), .init("Linseed oil", cents: 2580)])
        let path = try write(bill)
        defer { try? FileManager.default.removeItem(atPath: path) }

        var options = GoldenOptions()
        // The date, which is new each time.
        options.ignoring = ["50%,0,50%x20mm"]
        await expectPDF(at: path, matchesGolden: "bill", options: options)
    }
}
