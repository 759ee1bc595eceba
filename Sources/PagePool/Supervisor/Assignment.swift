/// Tasks of one submission in a worker's hands, or waiting for one.
struct Assignment {
    let submission: Submission
    /// The places, within the submission, of the tasks that have no outcome yet.
    var range: Range<Int>
    var attempts = 0

    init(_ submission: Submission) {
        self.submission = submission
        range = 0..<submission.count
    }

    /// The number of the first task: the one that runs, if any does.
    var number: UInt64 { submission.firstNumber + UInt64(range.lowerBound) }
    var isCancelled: Bool { submission.mark.isCancelled }

    /// Takes tasks off the front.
    mutating func split(first count: Int) -> Assignment {
        var front = self
        let middle = range.lowerBound + count
        front.range = range.lowerBound..<middle
        range = middle..<range.upperBound
        return front
    }

    /// The tasks in parts of about the same size, as many as asked for if there are tasks enough.
    func parts(_ count: Int) -> [Assignment] {
        var rest = self
        var parts: [Assignment] = []
        for left in stride(from: min(count, range.count), through: 1, by: -1) {
            parts.append(rest.split(first: (rest.range.count + left - 1) / left))
        }
        return parts
    }

    /// The frames to send, the last one marked as such.
    var frames: [UInt8] {
        let all = submission.frames
        if range.count == submission.count { return all }
        var offset = 0
        var start = 0
        var last = 0
        for place in 0..<range.upperBound {
            if place == range.lowerBound { start = offset }
            last = offset
            offset += 4 + Int(all.number(at: offset, as: UInt32.self))
        }
        var frames = Array(all[start..<offset])
        frames[last - start + 4] = Frame.Kind.task.rawValue
        return frames
    }
}
