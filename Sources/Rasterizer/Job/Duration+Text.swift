extension Duration {
    /// The duration in seconds, without decimals where there are none: "5 seconds", "0.05 seconds".
    var secondsText: String {
        let seconds = Double(components.seconds) + Double(components.attoseconds) / 1e18
        let number = components.attoseconds == 0 ? String(components.seconds) : String(seconds)
        return number == "1" ? "1 second" : "\(number) seconds"
    }
}
