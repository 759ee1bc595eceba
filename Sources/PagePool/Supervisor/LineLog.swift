/// What a worker writes, in lines, and for which task.
///
/// Lines belong to the task that runs when they are read, unless the worker's own library has written a mark behind
/// them: it does so at the end of a task of which something is unread.
struct LineLog {
    struct Line: Equatable {
        var task: UInt64?
        var text: String
    }

    private static let lineLimit = 20
    private static let lengthLimit = 500
    /// The byte that a mark begins with, which no text does.
    private static let markByte: UInt8 = 0

    /// The last lines since the last mark, cut at a bound.
    private var lines: [String] = []
    private var partial: [UInt8] = []
    /// Nothing will come any more.
    var isClosed = false

    /// The line that tells where a task's output ends.
    static func endMark(task: UInt64) -> [UInt8] {
        [markByte] + Array(String(task).utf8) + [UInt8(ascii: "\n")]
    }

    /// Takes what was written.
    ///
    /// - Parameter task: The task that runs now, if one does.
    /// - Returns: The lines that these bytes completed.
    mutating func append(_ bytes: UnsafeRawBufferPointer, task: UInt64?) -> [Line] {
        var completed: [Line] = []
        /// Lines of these bytes that no mark has claimed yet.
        var unclaimed = 0
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                if let owner = markedTask {
                    for index in completed.indices.suffix(unclaimed) { completed[index].task = owner }
                    (unclaimed, lines) = (0, [])
                    partial.removeAll(keepingCapacity: true)
                } else {
                    endLine(into: &completed, task, &unclaimed)
                }
            } else if partial.count < Self.lengthLimit || byte == Self.markByte {
                // A mark that follows an unfinished line ends it.
                if byte == Self.markByte { endLine(into: &completed, task, &unclaimed) }
                partial.append(byte)
            }
        }
        return completed
    }

    private var markedTask: UInt64? {
        guard partial.first == Self.markByte else { return nil }
        return UInt64(String(decoding: partial.dropFirst(), as: UTF8.self))
    }

    private mutating func endLine(into completed: inout [Line], _ task: UInt64?, _ unclaimed: inout Int) {
        defer { partial.removeAll(keepingCapacity: true) }
        guard !partial.isEmpty else { return }
        let text = String(decoding: partial, as: UTF8.self)
        lines.append(text)
        if lines.count > Self.lineLimit { lines.removeFirst() }
        completed.append(Line(task: task, text: text))
        unclaimed += 1
    }

    /// The lines since the last mark, an unfinished one included.
    var lastLines: [String] { partial.isEmpty ? lines : lines + [String(decoding: partial, as: UTF8.self)] }
}
