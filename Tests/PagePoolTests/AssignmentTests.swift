import Testing

@testable import PagePool

@Suite("Tasks of a chunk, divided among workers")
struct AssignmentTests {
    /// A chunk of tasks, numbered from 100, whose messages are of different lengths.
    private func assignment(_ count: Int) -> Assignment {
        var frames: [UInt8] = []
        for place in 0..<count {
            let message = Array(repeating: UInt8(place), count: place)
            // The byte before the message counts its attachments.
            frames += Frame.bytes(
                place == count - 1 ? .task : .taskInChunk, numbers: 100 + UInt64(place), payload: [0] + message)
        }
        return Assignment(
            Submission(firstNumber: 100, count: count, frames: frames, mark: CancellationMark()) { _, _ in })
    }

    /// Reads frames as a worker does.
    private func read(_ bytes: [UInt8]) -> (numbers: [UInt64], lengths: [Int], kinds: [Frame.Kind]) {
        var reader = FrameReader(limit: 1 << 20)
        bytes.withUnsafeBytes { reader.append($0) }
        var result: (numbers: [UInt64], lengths: [Int], kinds: [Frame.Kind]) = ([], [], [])
        while let task = reader.nextTask() {
            let message = reader.message(of: task)
            #expect(message.allSatisfy { $0 == UInt8(task.number - 100) })
            result.numbers.append(task.number)
            result.lengths.append(message.count)
            result.kinds.append(task.isLast ? .task : .taskInChunk)
        }
        #expect(!reader.holdsPart)
        return result
    }

    @Test("A whole chunk is sent as it was given")
    func whole() throws {
        let assignment = assignment(5)
        #expect(assignment.frames == assignment.submission.frames)
        #expect(assignment.number == 100)
    }

    @Test("Splitting takes tasks off the front, and both halves know their tasks", arguments: 0...5)
    func split(count: Int) {
        var rest = assignment(5)
        rest.attempts = 3
        let front = rest.split(first: count)
        #expect(front.range == 0..<count)
        #expect(rest.range == count..<5)
        #expect(rest.number == 100 + UInt64(count))
        #expect(front.attempts == 3 && rest.attempts == 3)
    }

    @Test("Any run of tasks of a chunk can be sent, its last one marked as the last")
    func partialFrames() throws {
        for first in 0..<6 {
            for end in first + 1...6 {
                var part = assignment(6)
                part.range = first..<end
                let sent = read(part.frames)
                #expect(sent.numbers == (first..<end).map { 100 + UInt64($0) })
                #expect(sent.lengths == Array(first..<end))
                #expect(sent.kinds == Array(repeating: .taskInChunk, count: end - first - 1) + [.task])
            }
        }
    }

    @Test("Parts hold all tasks in order, of about the same size", arguments: [1, 2, 5, 17], [1, 2, 3, 5, 20])
    func parts(tasks: Int, count: Int) {
        let parts = assignment(tasks).parts(count)
        #expect(parts.count == min(tasks, count))
        #expect(parts.flatMap { Array($0.range) } == Array(0..<tasks))
        let sizes = parts.map(\.range.count)
        let (least, most) = (sizes.min() ?? 0, sizes.max() ?? 0)
        #expect(least > 0 && most - least <= 1)
    }

    @Test("What is left of a chunk divides as a chunk does")
    func partsOfRest() throws {
        var rest = assignment(10)
        _ = rest.split(first: 3)
        let numbers = rest.parts(3).map { read($0.frames).numbers }
        #expect(numbers == [[103, 104, 105], [106, 107], [108, 109]])
    }
}
