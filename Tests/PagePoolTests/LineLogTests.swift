import Testing

@testable import PagePool

@Suite("Lines that workers print")
struct LineLogTests {
    private typealias Line = LineLog.Line

    private func append(_ text: String, task: UInt64?, to log: inout LineLog) -> [Line] {
        Array(text.utf8).withUnsafeBytes { log.append($0, task: task) }
    }

    private func append(_ bytes: [UInt8], task: UInt64?, to log: inout LineLog) -> [Line] {
        bytes.withUnsafeBytes { log.append($0, task: task) }
    }

    @Test("Lines belong to the task that runs when they are read")
    func running() {
        var log = LineLog()
        #expect(append("one\ntwo\n", task: 5, to: &log) == [Line(task: 5, text: "one"), Line(task: 5, text: "two")])
        #expect(append("three\n", task: nil, to: &log) == [Line(task: nil, text: "three")])
        #expect(log.lastLines == ["one", "two", "three"])
    }

    @Test("A mark claims the lines before it for its task, and is no line itself")
    func marks() {
        var log = LineLog()
        let bytes =
            Array("a\nb\n".utf8) + LineLog.endMark(task: 1) + Array("c\n".utf8) + LineLog.endMark(task: 2)
            + Array("d\n".utf8)
        #expect(
            append(bytes, task: 3, to: &log) == [
                Line(task: 1, text: "a"), Line(task: 1, text: "b"), Line(task: 2, text: "c"), Line(task: 3, text: "d"),
            ])
        #expect(log.lastLines == ["d"])
    }

    @Test("A mark ends a line that was not finished")
    func unfinishedBeforeMark() {
        var log = LineLog()
        let lines = append(Array("half".utf8) + LineLog.endMark(task: 7), task: 8, to: &log)
        #expect(lines == [Line(task: 7, text: "half")])
        #expect(log.lastLines.isEmpty)
    }

    @Test("Wherever reads divide what was written, the same lines come out")
    func divided() {
        let bytes = Array("first\nsecond".utf8) + LineLog.endMark(task: 4) + Array("third\n".utf8)
        for place in 0...bytes.count {
            var log = LineLog()
            let lines =
                append(Array(bytes[..<place]), task: 4, to: &log) + append(Array(bytes[place...]), task: 4, to: &log)
            #expect(lines == ["first", "second", "third"].map { Line(task: 4, text: $0) })
            #expect(log.lastLines == ["third"])
        }
    }

    @Test("An unfinished line is no line yet, but among the last ones")
    func unfinished() {
        var log = LineLog()
        #expect(append("no end", task: 1, to: &log).isEmpty)
        #expect(log.lastLines == ["no end"])
        #expect(append(" yet\n", task: 1, to: &log) == [Line(task: 1, text: "no end yet")])
    }

    @Test("Empty lines are left out")
    func empty() {
        var log = LineLog()
        #expect(append("\n\nx\n\n", task: nil, to: &log) == [Line(task: nil, text: "x")])
    }

    @Test("Of many lines the last twenty are kept")
    func bound() {
        var log = LineLog()
        let lines = append((1...100).map { "line \($0)\n" }.joined(), task: 1, to: &log)
        #expect(lines.count == 100)
        #expect(log.lastLines == (81...100).map { "line \($0)" })
    }

    @Test("A long line is cut, and neither takes memory nor hides a mark behind it")
    func long() {
        var log = LineLog()
        #expect(append(String(repeating: "x", count: 1_000_000), task: 1, to: &log).isEmpty)
        let lines = append(LineLog.endMark(task: 2) + Array("next\n".utf8), task: 3, to: &log)
        #expect(lines.map(\.task) == [2, 3])
        #expect(lines.map(\.text) == [String(repeating: "x", count: 500), "next"])
    }

    @Test("Bytes that are no text are lines all the same")
    func noText() {
        var log = LineLog()
        let lines = append([0xff, 0xfe, 0x0a, 0x61, 0x00, 0x62, 0x0a], task: 1, to: &log)
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.task == 1 })
        #expect(lines[0].text == "\u{FFFD}\u{FFFD}")
    }
}
