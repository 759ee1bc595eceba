/// The page that stands for one that could not be made.
enum Placeholder {
    // Helvetica's widths average a little above half its size; this keeps lines of any text within the frame.
    private static let averageWidth = 0.56

    /// The content stream: a frame, and the lines wrapped and set as large as they fit, 12 points at most.
    static func contents(_ size: PDFPageSize, lines: [String]) -> String {
        let width = size.width / size.userUnit, height = size.height / size.userUnit
        let inset = min(width, height) / 20
        let room = max(1, width - 4 * inset)
        let fontSize = max(1, min(12, room / 30))
        let columns = max(8, Int(room / (fontSize * averageWidth)))
        let number = PDFSyntax.number
        var text = "0.8 0 0 RG 1 w \(number(inset)) \(number(inset)) \(number(width - 2 * inset)) "
        text += "\(number(height - 2 * inset)) re S BT/F \(number(fontSize)) Tf \(number(fontSize * 1.4)) TL "
        text += "\(number(2 * inset)) \(number(height - 2 * inset - fontSize)) Td"
        for line in lines.flatMap({ wrap($0, columns: columns) }) {
            text += " \(PDFSyntax.string(line)) Tj T*"
        }
        return text + " ET"
    }

    /// Breaks a text at blanks, and inside a word only if it alone is too long.
    static func wrap(_ text: String, columns: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for var word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > columns {
                lines.append(line)
                line = ""
            }
            while word.count > columns {
                lines.append(String(word.prefix(columns)))
                word = word.dropFirst(columns)
            }
            line += line.isEmpty ? String(word) : " " + word
        }
        return lines + [line]
    }
}
