/// A PDF that a test puts together object by object, faults included.
public struct TestPDF {
    private var bytes = Array("%PDF-1.7\n".utf8)
    private var offsets: [Int: Int] = [:]

    public init() {}

    /// Adds an object.
    ///
    /// - Parameters:
    ///   - value: Its text; a dictionary if there is a stream.
    ///   - isListed: Whether the cross-reference table shall lead to it.
    public mutating func object(_ number: Int, _ value: String, stream: [UInt8]? = nil, isListed: Bool = true) {
        if isListed { offsets[number] = bytes.count }
        bytes += Array("\(number) 0 obj\n".utf8)
        if let stream {
            let dictionary = value.dropLast(2) + "/Length \(stream.count)>>"
            bytes += Array("\(dictionary)\nstream\n".utf8) + stream + Array("\nendstream".utf8)
        } else {
            bytes += Array(value.utf8)
        }
        bytes += Array("\nendobj\n".utf8)
    }

    public mutating func content(_ number: Int, _ operators: String) {
        object(number, "<<>>", stream: Array(operators.utf8))
    }

    /// Makes the cross-reference table lead to the middle of nowhere.
    public mutating func misplace(_ number: Int) {
        offsets[number] = 3
    }

    /// The whole file, in which object 1 is the catalog.
    public func file() -> [UInt8] {
        let last = offsets.keys.max() ?? 0
        var table = "xref\n0 \(last + 1)\n0000000000 65535 f \n"
        for number in 1...max(1, last) {
            let offset = offsets[number].map(String.init) ?? "0"
            let digits = String(repeating: "0", count: 10 - offset.count) + offset
            table += digits + (offsets[number] == nil ? " 65535 f \n" : " 00000 n \n")
        }
        table += "trailer\n<</Size \(last + 1)/Root 1 0 R>>\nstartxref\n\(bytes.count)\n%%EOF\n"
        return bytes + Array(table.utf8)
    }

    /// A document of one page in objects 1 to 4; what the page names besides can be added from 5 on.
    public static func onePage(_ operators: String, box: String = "0 0 200 200", entries: String = "") -> TestPDF {
        var pdf = TestPDF()
        pdf.object(1, "<</Type/Catalog/Pages 2 0 R>>")
        pdf.object(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>")
        pdf.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[\(box)]/Contents 4 0 R\(entries)>>")
        pdf.content(4, operators)
        return pdf
    }
}
