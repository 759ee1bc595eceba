internal import ArgumentParser
internal import Rasterizer
internal import Synchronization

/// How progress is shown.
enum ProgressStyle: String, CaseIterable, ExpressibleByArgument {
    /// A bar on a terminal, nothing elsewhere.
    case auto
    case bar
    /// One JSON object a line.
    case json
    case none
}

/// Shows a run on standard error while it goes on.
final class Progress: Sendable {
    private struct State {
        var total = 0
        var done = 0
        var failed = 0
        var start = ContinuousClock.now
        var lastDrawn: ContinuousClock.Instant?
        var isDrawn = false
    }

    private enum Form {
        case bar, json, none
    }

    private let form: Form
    private let inputs: [String]
    private let state = Mutex(State())

    /// - Parameter inputs: Those that will be shown together.
    init(_ style: ProgressStyle, quiet: Bool, inputs: [String]) {
        self.inputs = inputs
        form =
            switch style {
            case .none: .none
            case .json: .json
            case .bar: .bar
            case .auto: Console.isTerminal && !quiet ? .bar : .none
            }
    }

    /// - Parameter index: The input's place.
    func show(_ event: RasterJob.Event, of index: Int) {
        let input = inputs.count > 1 ? inputs[index] : nil
        switch event {
        case .started(let pages, _): start(pages, of: input)
        case .page(let result):
            var isFailed = false
            if case .failed = result.result { isFailed = true }
            finishPage(isFailed: isFailed) { ProgressRecord(result, of: input, done: $0, total: $1) }
        }
    }

    func show(_ event: CompareJob.Event) {
        switch event {
        case .started(let pages): start(pages, of: nil)
        case .page(let page):
            finishPage(isFailed: page.status == .failed) { ProgressRecord(page, done: $0, total: $1) }
        }
    }

    func show(_ event: GoldenJob.Event) {
        switch event {
        case .started(let pages): show(CompareJob.Event.started(pages: pages))
        case .page(let page): show(CompareJob.Event.page(page))
        }
    }

    private func start(_ pages: Int, of input: String?) {
        // All pages that are known of, from now on.
        let total = state.withLock { state in
            if state.total == 0 { state.start = .now }
            state.total += pages
            return state.total
        }
        if form == .json { JSONLines.write(ProgressRecord(event: "started", input: input, total: total)) }
    }

    /// - Parameter record: Is given the pages that are done, and all.
    private func finishPage(isFailed: Bool, record: (Int, Int) -> ProgressRecord) {
        state.withLock { state in
            state.done += 1
            if isFailed { state.failed += 1 }
            switch form {
            case .bar: draw(&state)
            case .json: JSONLines.write(record(state.done, state.total))
            case .none: break
            }
        }
    }

    /// Takes the bar away, so that other lines can be written.
    func end() {
        state.withLock { state in
            if state.isDrawn { Console.write("\r\u{1B}[K") }
            state.isDrawn = false
        }
    }

    /// Draws at most ten times a second; more is not seen and costs time.
    private func draw(_ state: inout State) {
        let now = ContinuousClock.now
        if let last = state.lastDrawn, last.duration(to: now) < .milliseconds(100), state.done < state.total { return }
        state.lastDrawn = now
        state.isDrawn = true
        let elapsed = state.start.duration(to: now).components
        let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        Console.write(
            "\r" + Self.line(state.done, state.total, state.failed, seconds, width: Console.width) + "\u{1B}[K")
    }

    /// "[#####.....] 118/236 pages, 150 pages/s, 0.79 s left, 1 failed", cut to the width.
    static func line(_ done: Int, _ total: Int, _ failed: Int, _ seconds: Double, width: Int) -> String {
        let rate = seconds > 0 ? Double(done) / seconds : 0
        var text = " \(done)/\(total) pages, \(Units.threeDigits(rate)) pages/s"
        if rate > 0, done < total { text += ", \(Units.seconds(Double(total - done) / rate)) left" }
        if failed > 0 { text += ", \(failed) failed" }
        let room = min(40, width - text.count - 3)
        guard room >= 5, total > 0 else { return String(text.dropFirst().prefix(max(0, width - 1))) }
        let filled = room * done / total
        return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: room - filled) + "]" + text
    }
}
