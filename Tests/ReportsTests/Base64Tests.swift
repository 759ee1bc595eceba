import Foundation
import Testing

@testable import Reports

@Suite("Base 64")
struct Base64Tests {
    @Test(
        "The examples of RFC 4648 come out",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64(_ text: String, _ expected: String) {
        let encoded = Array(text.utf8).withUnsafeBytes { Base64.encode($0) }
        #expect(String(decoding: encoded, as: UTF8.self) == expected)
    }

    @Test("Every byte value comes out in every place")
    func allValues() {
        let bytes = (0..<768).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 / 256) }
        let encoded = bytes.withUnsafeBytes { Base64.encode($0) }
        #expect(String(decoding: encoded, as: UTF8.self) == Data(bytes).base64EncodedString())
    }
}
