import CMuPDF
import Synchronization

/// The switch between our painters and MuPDF's own, which is one for the whole process.
///
/// All that turn it, or the level of the processor that painters use, take turns here.
enum PainterSwitch {
    private static let turn = Mutex(())

    /// Does the same with our painters and with MuPDF's own.
    static func comparing<T>(_ body: () throws -> T) rethrows -> (fast: T, stock: T) {
        try alone {
            defer { cmupdf_painters_choose(true) }
            cmupdf_painters_choose(true)
            let fast = try body()
            cmupdf_painters_choose(false)
            return (fast, try body())
        }
    }

    /// Does something while nobody else turns the switch.
    static func alone<T>(_ body: () throws -> T) rethrows -> T {
        try turn.withLock { _ in try body() }
    }
}
