/// What a worker writes, in lines, and for which task.
///
/// The worker's own library writes a mark before each task. The channel could not tell as much: it carries replies, and
/// what was printed before and after one arrives by another way.
struct LineLog {
    struct Line {
        var task: UInt64?
        var text: String
    }

    private static let lineLimit = 20
    private static let lengthLimit = 500
    /// The byte that a mark begins with, which no text does.
    private static let markByte: UInt8 = 0

    /// The last lines of the task that was begun last, cut at a bound.
    private var lines: [String] = []
    private var partial: [UInt8] = []
    private var task: UInt64?
    /// Nothing will come any more.
    var isClosed = false

    /// The line that tells where a task's output begins.
    static func mark(task: UInt64) -> [UInt8] {
        [markByte] + Array(String(task).utf8) + [UInt8(ascii: "\n")]
    }

    /// - Returns: The lines that these bytes completed.
    mutating func append(_ bytes: UnsafeRawBufferPointer) -> [Line] {
        var completed: [Line] = []
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                if let line = endLine() { completed.append(line) }
            } else if partial.count < Self.lengthLimit {
                // A mark that follows an unfinished line ends it.
                if byte == Self.markByte, let line = endLine() { completed.append(line) }
                partial.append(byte)
            }
        }
        return completed
    }

    private mutating func endLine() -> Line? {
        defer { partial.removeAll(keepingCapacity: true) }
        guard let first = partial.first else { return nil }
        let text = String(decoding: partial, as: UTF8.self)
        if first == Self.markByte, let number = UInt64(text.dropFirst()) {
            task = number
            lines = []
            return nil
        }
        lines.append(text)
        if lines.count > Self.lineLimit { lines.removeFirst() }
        return Line(task: task, text: text)
    }

    /// The lines of the task begun last, an unfinished one included.
    var lastLines: [String] { partial.isEmpty ? lines : lines + [String(decoding: partial, as: UTF8.self)] }
}
