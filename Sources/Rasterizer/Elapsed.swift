extension ContinuousClock.Instant {
    /// The milliseconds since then.
    var elapsedMilliseconds: Double {
        let elapsed = duration(to: .now).components
        return Double(elapsed.seconds) * 1e3 + Double(elapsed.attoseconds) / 1e15
    }
}
