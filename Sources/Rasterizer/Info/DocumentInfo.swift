internal import MuPDF

/// What a document says of itself, in the keys of `info --json`.
public struct DocumentInfo: Codable, Sendable, Equatable {
    /// How a document is encrypted.
    public struct Encryption: Codable, Sendable, Equatable {
        /// RC4, AES or None.
        public var method: String
        public var bits: Int
        /// V and R of the encryption dictionary.
        public var version, revision: Int
        /// What is forbidden without the owner's password.
        public var forbids: [Act]
    }

    /// What an encrypted document may forbid.
    public enum Act: String, Codable, Sendable, CaseIterable {
        case print, printHighQuality, modify, copy, annotate, fillForms, accessibility, assemble
    }

    /// The PDF version, such as 1.7.
    public var version: String
    public var pages: Int
    /// Entries of the information dictionary; absent where they are empty.
    public var title, author, subject, keywords, creator, producer: String?
    /// In ISO 8601 as far as they can be read, otherwise as they stand there.
    public var created, modified: String?
    /// Absent where the document is not encrypted.
    public var encryption: Encryption?
    /// What the engine said while it opened the document.
    public var warnings: [String]
}

extension DocumentInfo {
    init(_ info: PDFDocumentInfo, pages: Int, warnings: [String]) {
        self.init(
            version: info.version, pages: pages, title: info.title, author: info.author, subject: info.subject,
            keywords: info.keywords, creator: info.creator, producer: info.producer,
            created: info.creationDate.map(Self.date), modified: info.modificationDate.map(Self.date),
            encryption: info.encryption.map(Encryption.init), warnings: warnings)
    }

    /// A date of PDF 32000-1, 7.9.4, "D:20260229120000+01'00'", as "2026-02-29T12:00:00+01:00".
    static func date(_ text: String) -> String {
        let body = text.hasPrefix("D:") ? text.dropFirst(2) : Substring(text)
        let digits = Array(body.prefix { $0.isASCII && $0.isNumber })
        guard [4, 6, 8, 10, 12, 14].contains(digits.count), let zone = zone(body.dropFirst(digits.count)) else {
            return text
        }
        let separators = ["-", "-", "T", ":", ":"]
        var result = String(digits[..<4])
        for (separator, start) in zip(separators, stride(from: 4, to: digits.count, by: 2)) {
            result += separator + String(digits[start..<start + 2])
        }
        // ISO 8601 has no hours without minutes, and no time zone without a time.
        if digits.count == 10 { result += ":00" }
        return digits.count >= 10 ? result + zone : result
    }

    private static func zone(_ text: Substring) -> String? {
        let digits = text.filter { $0.isASCII && $0.isNumber }
        switch text.first {
        case nil: return ""
        case "Z": return "Z"
        case let sign? where (sign == "+" || sign == "-") && [2, 4].contains(digits.count):
            return "\(sign)\(digits.prefix(2)):\(digits.count == 4 ? digits.suffix(2) : "00")"
        default: return nil
        }
    }
}

extension DocumentInfo.Encryption {
    init(_ encryption: PDFDocumentInfo.Encryption) {
        func allows(_ bit: Int) -> Bool { encryption.permissions & 1 << (bit - 1) != 0 }
        // PDF 32000-1, table 22: until revision 3 there were four bits, each with a wider meaning.
        let isFine = encryption.revision >= 3
        let allowed: [DocumentInfo.Act: Bool] = [
            .print: allows(3), .printHighQuality: allows(3) && (!isFine || allows(12)), .modify: allows(4),
            .copy: allows(5), .annotate: allows(6), .fillForms: allows(isFine ? 9 : 6),
            .accessibility: allows(isFine ? 10 : 5), .assemble: allows(isFine ? 11 : 4),
        ]
        self.init(
            method: encryption.method, bits: encryption.keyBits, version: encryption.version,
            revision: encryption.revision, forbids: DocumentInfo.Act.allCases.filter { allowed[$0] == false })
    }
}
