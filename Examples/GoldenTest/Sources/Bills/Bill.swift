/// A bill, as a PDF of one page in A5.
public struct Bill: Sendable {
    /// An item with its amount in cents.
    public struct Item: Sendable {
        public var name: String
        public var cents: Int

        public init(_ name: String, cents: Int) {
            (self.name, self.cents) = (name, cents)
        }
    }

    public var number: String
    /// When it was printed; stands in the upper right corner.
    public var date: String
    public var items: [Item]

    public init(number: String, date: String, items: [Item]) {
        (self.number, self.date, self.items) = (number, date, items)
    }

    /// The file's bytes.
    public var pdf: [UInt8] {
        var file = "%PDF-1.4\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(file.utf8.count)
            file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let table = file.utf8.count
        file += "xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            file += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        file += "trailer << /Size \(offsets.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n"
        return Array(file.utf8)
    }

    private var objects: [String] {
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R "
                + "/Resources << /Font << /F 5 0 R >> >> >>",
            "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    }

    private var content: String {
        var lines = ["BT /F 18 Tf 40 530 Td (Bill \(number)) Tj ET", "BT /F 10 Tf 310 550 Td (\(date)) Tj ET"]
        for (index, item) in items.enumerated() {
            let y = 480 - 20 * index
            lines.append("BT /F 12 Tf 40 \(y) Td (\(item.name)) Tj ET")
            lines.append("BT /F 12 Tf 310 \(y) Td (\(Self.money(item.cents))) Tj ET")
        }
        let y = 480 - 20 * items.count - 10
        lines.append("40 \(y + 14) m 380 \(y + 14) l S")
        lines.append("BT /F 12 Tf 310 \(y - 6) Td (\(Self.money(items.reduce(0) { $0 + $1.cents }))) Tj ET")
        return lines.joined(separator: "\n")
    }

    private static func money(_ cents: Int) -> String { "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)" }
}
