import Glibc
import PoolTestWork
import Testing

@testable import PagePool

// One after another, and in a run of its own: a second is not long where processes wait for a CPU.
@Suite("The supervisor killed with SIGKILL", .serialized, .timeLimit(.minutes(5)))
struct SupervisorDeathTests {
    /// Three workers, and the children of three fork servers as long as they have something to do.
    private static let expected = ["spawn busy": 3, "spawn hanging": 3, "forkServer busy": 6, "forkServer hanging": 6]

    @Test(
        "No process of its pool lives longer than a second", arguments: ["spawn", "forkServer"],
        ["busy", "hanging", "idle"])
    func killed(startMethod: String, state: String) async throws {
        let program = try TestProgram(["supervise", startMethod, "3", state])
        var pids: Set<Int32> = []
        var isSet = false
        for await event in program.events {
            guard case .line(let line) = event else { continue }
            let words = line.split(separator: " ")
            if words.count > 1, let pid = Int32(words[1]) { pids.insert(pid) }
            if line == "set" {
                isSet = true
                break
            }
        }
        try #require(isSet)
        // A fork server's child has answered a moment before it is gone.
        let expected = Self.expected["\(startMethod) \(state)"] ?? 3
        let isAsExpected = SystemState.eventually(within: .seconds(10)) {
            pids.count(where: SystemState.isAlive) == expected
        }
        let alive = pids.filter(SystemState.isAlive)
        #expect(isAsExpected, "\(alive.count) are alive, and should be \(expected)")
        // The program leads a group, which tells of processes that its pool does not.
        #expect(alive.isSubset(of: Self.members(of: program.pid)))

        kill(program.pid, SIGKILL)
        let areGone = SystemState.eventually(within: .seconds(1)) {
            !pids.contains(where: SystemState.isAlive) && Self.members(of: program.pid).isEmpty
        }
        #expect(areGone, "\(Self.members(of: program.pid)) live on")
    }

    private static func members(of group: Int32) -> Set<Int32> {
        Set(SystemState.processes().filter { $0.group == group && !$0.isZombie }.map(\.pid))
    }
}
