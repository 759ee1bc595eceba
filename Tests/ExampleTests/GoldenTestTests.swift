import Bills
import Foundation
import Testing

@Suite("The example GoldenTest", .timeLimit(.minutes(5)))
struct GoldenTestTests {
    /// Holds a bill against the example's golden, as the example's test has it done.
    private func exitCode(_ bill: Bill) async throws -> Int32 {
        let scratch = try Scratch()
        try Data(bill.pdf).write(to: scratch.url.appending(path: "bill.pdf"))
        try scratch.write("ignore = [\"50%,0,50%x20mm\"]\n", to: "golden.toml")
        let process = Process()
        process.executableURL = Checkout.program("pdfsplit")
        let goldens = Checkout.root.appending(path: "Examples/GoldenTest/Tests/BillsTests/__Goldens__/BillTests")
        process.arguments = ["golden", "verify", scratch.url.path, "--goldens", goldens.path, "--quiet"]
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    @Test("Its golden is what a bill looks like, on any date")
    func golden() async throws {
        let items = [Bill.Item("Hinges, brass", cents: 10_080), Bill.Item("Linseed oil", cents: 2580)]
        for date in ["2001-01-01", "2030-12-31 23:59"] {
            #expect(try await exitCode(Bill(number: "2026-17", date: date, items: items)) == 0)
        }
        #expect(try await exitCode(Bill(number: "2026-18", date: "", items: items)) == 1)
    }
}
