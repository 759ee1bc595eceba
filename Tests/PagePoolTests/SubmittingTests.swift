import Foundation
import Testing

@testable import PagePool

@Suite("Giving tasks without waking anybody for nothing")
struct SubmittingTests {
    /// Whether the supervisor has been woken since this was asked last.
    private func isRung(_ handle: SupervisorHandle) -> Bool {
        var polled = pollfd(fd: handle.wakeUp, events: Int16(POLLIN), revents: 0)
        defer { handle.noteWakeUp() }
        return poll(&polled, 1, 0) == 1
    }

    private func submission() -> Submission {
        Submission(firstNumber: 0, count: 1, frames: [], mark: CancellationMark()) { _, _ in }
    }

    @Test("Tasks wake a supervisor that sleeps for them, once")
    func awaitedTasks() {
        let handle = SupervisorHandle()
        #expect(handle.fallAsleep(.forTasks))
        handle.submit([submission()])
        #expect(isRung(handle))
        handle.submit([submission()])
        #expect(!isRung(handle))
        #expect(handle.take().submissions.count == 2)
    }

    @Test("Tasks do not wake a supervisor whose workers have enough, and are there when it wakes")
    func tasksForLater() {
        let handle = SupervisorHandle()
        #expect(handle.fallAsleep(.forOrders))
        handle.submit([submission()])
        #expect(!isRung(handle))
        #expect(handle.take().submissions.count == 1)
    }

    @Test("A supervisor that wants tasks does not fall asleep over those that have come")
    func taskBeforeSleep() {
        let handle = SupervisorHandle()
        handle.submit([submission()])
        #expect(!handle.fallAsleep(.forTasks))
        #expect(handle.fallAsleep(.forOrders))
    }

    @Test("Orders wake a supervisor whatever it sleeps for, and if they come before it sleeps")
    func orders() {
        let handle = SupervisorHandle()
        #expect(handle.fallAsleep(.forOrders))
        handle.cancel(CancellationMark())
        #expect(isRung(handle))
        #expect(handle.take().hasCancellations)
        handle.end(.graceful)
        #expect(handle.fallAsleep(.forTasks))
        #expect(isRung(handle))
        #expect(handle.take().ending == .graceful)
    }

    @Test("Whoever waits at a gate goes on when half of the places are free", .timeLimit(.minutes(1)))
    func gate() async throws {
        let gate = Gate(places: 4)
        for _ in 0..<4 { try await gate.enter() }
        let passed = Mailbox<Int>()
        let waiting = Task {
            for number in 0..<3 {
                try await gate.enter()
                passed.put(number)
            }
        }
        gate.leave()
        gate.leave()
        #expect(try await passed.take() == 0)
        #expect(try await passed.take() == 1)
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
    }
}
