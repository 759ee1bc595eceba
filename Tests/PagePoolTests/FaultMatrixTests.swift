import PoolTestWork
import Testing

@testable import PagePool

@Suite("Whatever goes wrong, wherever, with however many workers", .timeLimit(.minutes(10)))
struct FaultMatrixTests {
    /// The cases run in a program of their own, so that what a pool leaves behind is not mistaken for another test's.
    @Test(
        "A fault costs its own task only, or ends the pool for the right reason, and nothing is left behind",
        arguments: ["spawn", "forkServer"], [1, 2, 7])
    func matrix(startMethod: String, processes: Int) async throws {
        let program = try TestProgram(["matrix", startMethod, "\(processes)"])
        var begun: [String] = []
        for await event in program.events {
            switch event {
            case .line(let line) where line.hasPrefix("begins: "): begun.append(line)
            case .line(let line): Issue.record("\(line)")
            case .ended(let status):
                #expect(status == 0, "\(begun.last ?? "nothing has begun")")
            }
        }
        #expect(begun.count >= 70)
    }
}
