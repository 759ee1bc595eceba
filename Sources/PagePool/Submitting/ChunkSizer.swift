/// Finds out how many tasks should go to a worker at once.
///
/// A message costs tens of microseconds in wake-ups, whatever is in it. Tiny tasks are put together until a chunk takes
/// some ten times as long as that, and others go one by one.
@usableFromInline
struct ChunkSizer {
    /// What a chunk should take, in nanoseconds.
    private static let target = 250_000.0
    static let limit = 4096

    private let fixed: Int?
    private var nanosecondsPerTask = Self.target
    /// The size for the next chunk.
    @usableFromInline private(set) var size = 1

    /// - Parameter fixed: The size that the caller wants; nil to find one.
    init(fixed: Int?) {
        precondition(fixed ?? 1 > 0, "a chunk holds at least one task")
        self.fixed = fixed
        size = fixed ?? 1
    }

    /// Learns from tasks that are done.
    @usableFromInline
    mutating func learn(from outcomes: RawOutcomes) {
        guard fixed == nil, outcomes.count > 0 else { return }
        let observed = Double(outcomes.nanoseconds) / Double(outcomes.count)
        // Slow tasks are believed at once, fast ones little by little.
        nanosecondsPerTask = max(observed, nanosecondsPerTask * 0.5 + observed * 0.5)
        let wanted = Self.target / max(nanosecondsPerTask, 1)
        size = max(1, min(Int(wanted), size * 4, Self.limit))
    }
}
