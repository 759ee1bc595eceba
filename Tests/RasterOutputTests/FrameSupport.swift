import Foundation
import RasterOutput
import Testing

/// A profile as far as this module looks at one: a header (ICC.1, 7.2) and bytes that can be told from others.
func madeProfile(_ space: String, edition: UInt8 = 2, byteCount: Int = 999) throws -> OutputProfile {
    var noise = Noise(seed: UInt64(byteCount))
    var bytes = (0..<byteCount).map { _ in noise.byte() }
    bytes[8] = edition
    bytes.replaceSubrange(16..<20, with: Array(space.utf8))
    bytes.replaceSubrange(36..<40, with: Array("acsp".utf8))
    return try OutputProfile(name: "made.icc", bytes: bytes)
}

extension EncodedImage {
    /// An image whose data does not matter, but for its length.
    static func standIn(_ form: ImageForm, _ codec: Codec, byteCount: Int = 101) -> EncodedImage {
        let piece = EncodedPiece(
            file: "data", rows: 0..<20, byteCount: byteCount, checksum: [0, 0], adler: 1, decodedByteCount: 0)
        return EncodedImage(width: 30, height: 20, storage: ImageStorage(form: form, codec: codec), whole: piece)
    }
}

/// The fields of the first directory of a TIFF file (TIFF 6.0, section 2; the layout of BigTIFF).
struct TIFFFields {
    struct Field: Equatable {
        var type, count: Int
        /// The values' bytes, wherever they lie.
        var bytes: [UInt8]

        /// The values of a field of whole numbers.
        var numbers: [Int] {
            let size = bytes.count / count
            return (0..<count).map { TIFFFields.number(bytes, at: $0 * size, size) }
        }
    }

    let isBig: Bool
    let offset: Int
    /// In the file's order.
    private(set) var tags: [Int] = []
    private(set) var fields: [Int: Field] = [:]
    let next: Int

    init(_ file: [UInt8]) throws {
        try #require(file.starts(with: Array("II".utf8)))
        isBig = Self.number(file, at: 2, 2) == 43
        offset = Self.number(file, at: isBig ? 8 : 4, isBig ? 8 : 4)
        let word = isBig ? 8 : 4, size = isBig ? 20 : 12
        let start = offset + (isBig ? 8 : 2)
        let count = Self.number(file, at: offset, isBig ? 8 : 2)
        try #require(start + count * size + word <= file.count)
        for place in (0..<count).map({ start + $0 * size }) {
            let tag = Self.number(file, at: place, 2), type = Self.number(file, at: place + 2, 2)
            let length = Self.number(file, at: place + 4, word)
            let bytes = try length * #require([2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 16: 8][type])
            let value = place + 4 + word
            let first = bytes <= word ? value : Self.number(file, at: value, word)
            try #require(first + bytes <= file.count)
            tags.append(tag)
            fields[tag] = Field(type: type, count: length, bytes: Array(file[first..<first + bytes]))
        }
        next = Self.number(file, at: start + count * size, word)
    }

    subscript(tag: Int) -> [Int]? { fields[tag]?.numbers }

    fileprivate static func number(_ bytes: [UInt8], at place: Int, _ size: Int) -> Int {
        (0..<size).reversed().reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
    }
}

/// The chunks of a PNG file in their order (W3C PNG, 5.3).
func chunks(ofPNG file: [UInt8]) throws -> [(type: String, data: [UInt8])] {
    try #require(file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    var chunks: [(String, [UInt8])] = []
    var place = 8
    while place < file.count {
        try #require(place + 12 <= file.count)
        let length = file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
        try #require(place + 12 + length <= file.count)
        chunks.append(
            (
                String(decoding: file[place + 4..<place + 8], as: UTF8.self),
                Array(file[place + 8..<place + 8 + length])
            ))
        place += 12 + length
    }
    return chunks
}
