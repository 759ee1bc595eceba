/// The figures so far, and what must be said about them; printed as one JSON object.
///
/// It is written by hand because Foundation would be loaded by the workers too, whose start is measured.
struct Figures: CustomStringConvertible {
    private var members: [String] = []
    private var notes: [String] = []

    mutating func set(_ key: String, _ value: Double) {
        members.append("\(Self.quoted(key)): \(value)")
    }

    mutating func set(_ key: String, _ value: String) {
        members.append("\(Self.quoted(key)): \(Self.quoted(value))")
    }

    /// Says why there is no figure.
    mutating func leaveOut(_ key: String, because reason: String) {
        members.append("\(Self.quoted(key)): null")
        notes.append("\(Self.quoted(key)): \(Self.quoted(reason))")
    }

    var description: String {
        let notes = #""notes": {"# + notes.joined(separator: ", ") + "}"
        return "{" + (members + [notes]).joined(separator: ", ") + "}"
    }

    /// A JSON string; the texts here have no control characters.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for character in text {
            if character == "\"" || character == "\\" { quoted.append("\\") }
            quoted.append(character)
        }
        return quoted + "\""
    }
}
