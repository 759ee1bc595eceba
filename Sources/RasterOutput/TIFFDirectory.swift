/// An image file directory: what a TIFF file says of one of its images (TIFF 6.0, section 2; BigTIFF has wider fields).
///
/// Each image is one strip. Numbers are little-endian.
struct TIFFDirectory {
    /// The two layouts of a file; BigTIFF is for what lies beyond 4 GiB.
    enum Layout {
        case classic, big

        /// Bytes of the header that every file begins with, with room for the larger.
        static let headerSize = 16

        /// The header, filled up to ``headerSize``, which names where the first directory lies.
        func header(firstDirectory: UInt64) -> [UInt8] {
            var bytes = ByteBuilder()
            bytes.append("II")
            switch self {
            case .classic:
                bytes.appendLittleEndian(UInt16(42))
                bytes.appendLittleEndian(UInt32(truncatingIfNeeded: firstDirectory))
                bytes.appendLittleEndian(UInt64(0))
            case .big:
                bytes.appendLittleEndian(UInt16(43))
                bytes.appendLittleEndian(UInt16(8))
                bytes.appendLittleEndian(UInt16(0))
                bytes.appendLittleEndian(firstDirectory)
            }
            return bytes.bytes
        }
    }

    private struct Entry {
        // TIFF 6.0, section 2, "IFD Entry"; 16 is BigTIFF's.
        enum Kind: UInt16 {
            case ascii = 2, short = 3, long = 4, rational = 5, undefined = 7, long8 = 16
        }

        var tag: UInt16
        var kind: Kind
        var count: Int
        var value: [UInt8]
        /// Where in the file the value lies already; then there is none here.
        var offset: UInt64?
    }

    /// An ICC profile: its bytes, or where they lie in the file, for all images to share.
    enum Profile {
        case bytes([UInt8])
        case place(UInt64, byteCount: Int)
    }

    private var entries: [Entry] = []

    /// Describes an image.
    ///
    /// - Parameters:
    ///   - dataOffset: Where in the file its data begins.
    ///   - resolution: Pixels an inch.
    ///   - page: Its place among all pages, from zero, and how many there are; nil for a file of one image.
    init(
        _ image: EncodedImage, halvesChroma: Bool, dataOffset: UInt64, resolution: Double,
        page: (index: Int, count: Int)? = nil, software: String? = nil, profile: Profile? = nil
    ) {
        let form = image.storage.form
        // A page of a document that has several.
        if page != nil { add(254, [UInt32(2)]) }
        add(256, [UInt32(image.width)])
        add(257, [UInt32(image.height)])
        add(258, Array(repeating: UInt16(form.bits), count: form.components))
        add(259, [Self.compression(image.storage.codec)])
        add(262, [Self.interpretation(image.storage)])
        addOffset(273, dataOffset)
        add(277, [UInt16(form.components)])
        add(278, [UInt32(image.height)])
        addOffset(279, UInt64(image.byteCount))
        addRational(282, resolution)
        addRational(283, resolution)
        add(284, [UInt16(1)])
        // The resolution's unit: inches.
        add(296, [UInt16(2)])
        // Counts that do not fit are left out, as the directories' order says the same.
        if let page, page.count <= UInt16.max { add(297, [UInt16(page.index), UInt16(page.count)]) }
        if let software {
            entries.append(
                Entry(tag: 305, kind: .ascii, count: software.utf8.count + 1, value: Array(software.utf8) + [0]))
        }
        if case .indexed(let palette, let bits) = form { add(320, Self.colorMap(palette, bits: bits)) }
        if image.storage.codec == .jpeg, form == .rgb {
            let factor: UInt16 = halvesChroma ? 2 : 1
            add(530, [factor, factor])
            // YCbCr as JPEG has it, over the whole range of a byte (TIFF 6.0, section 20).
            addRationals(532, [0, 255, 128, 255, 128, 255])
        }
        // ICC.1, B.3.
        switch profile {
        case .bytes(let bytes):
            entries.append(Entry(tag: 34675, kind: .undefined, count: bytes.count, value: bytes))
        case .place(let offset, let byteCount):
            entries.append(Entry(tag: 34675, kind: .undefined, count: byteCount, value: [], offset: offset))
        case nil: break
        }
    }

    /// The directory's bytes, behind which comes what does not fit into its entries.
    ///
    /// - Parameters:
    ///   - offset: Where it lies in the file; an even number.
    ///   - next: Where the next one lies, given the number of this one's bytes; 0 if there is none.
    func bytes(at offset: UInt64, _ layout: Layout, next: (Int) -> UInt64) -> [UInt8] {
        let isBig = layout == .big
        let inline = isBig ? 8 : 4
        var directory = ByteBuilder()
        var overflow = ByteBuilder()
        let entriesSize = isBig ? 8 + entries.count * 20 + 8 : 2 + entries.count * 12 + 4
        if isBig {
            directory.appendLittleEndian(UInt64(entries.count))
        } else {
            directory.appendLittleEndian(UInt16(entries.count))
        }
        for entry in entries {
            // Only BigTIFF knows numbers of 64 bits.
            let narrows = entry.kind == .long8 && !isBig
            let value = narrows ? Array(entry.value.prefix(4)) : entry.value
            directory.appendLittleEndian(entry.tag)
            directory.appendLittleEndian(narrows ? Entry.Kind.long.rawValue : entry.kind.rawValue)
            func appendWord(_ number: UInt64) {
                if isBig {
                    directory.appendLittleEndian(number)
                } else {
                    directory.appendLittleEndian(UInt32(truncatingIfNeeded: number))
                }
            }
            appendWord(UInt64(entry.count))
            if let place = entry.offset {
                appendWord(place)
            } else if value.count <= inline {
                directory.append(value + Array(repeating: 0, count: inline - value.count))
            } else {
                appendWord(offset + UInt64(entriesSize + overflow.bytes.count))
                // Values begin at even places.
                overflow.append(value + (value.count % 2 == 0 ? [] : [0]))
            }
        }
        let following = next(entriesSize + overflow.bytes.count)
        if isBig {
            directory.appendLittleEndian(following)
        } else {
            directory.appendLittleEndian(UInt32(truncatingIfNeeded: following))
        }
        return directory.bytes + overflow.bytes
    }

    // MARK: - Entries

    private mutating func add<Number: FixedWidthInteger>(_ tag: UInt16, _ numbers: [Number]) {
        var value = ByteBuilder()
        for number in numbers { value.appendLittleEndian(number) }
        entries.append(
            Entry(
                tag: tag, kind: Number.bitWidth == 16 ? .short : .long, count: numbers.count, value: value.bytes))
    }

    private mutating func addOffset(_ tag: UInt16, _ offset: UInt64) {
        var value = ByteBuilder()
        value.appendLittleEndian(offset)
        entries.append(Entry(tag: tag, kind: .long8, count: 1, value: value.bytes))
    }

    private mutating func addRational(_ tag: UInt16, _ number: Double) {
        // Ten thousandths are finer than any printer's.
        let isWhole = number == number.rounded()
        var value = ByteBuilder()
        value.appendLittleEndian(UInt32((isWhole ? number : number * 10_000).rounded()))
        value.appendLittleEndian(UInt32(isWhole ? 1 : 10_000))
        entries.append(Entry(tag: tag, kind: .rational, count: 1, value: value.bytes))
    }

    private mutating func addRationals(_ tag: UInt16, _ numbers: [UInt32]) {
        var value = ByteBuilder()
        for number in numbers {
            value.appendLittleEndian(number)
            value.appendLittleEndian(UInt32(1))
        }
        entries.append(Entry(tag: tag, kind: .rational, count: numbers.count, value: value.bytes))
    }

    private static func compression(_ codec: Codec) -> UInt16 {
        switch codec {
        case .raw: 1
        case .ccitt: 4
        // TIFF Technical Note 2.
        case .jpeg: 7
        // "Adobe Deflate", which is zlib's.
        case .flate: 8
        }
    }

    private static func interpretation(_ storage: ImageStorage) -> UInt16 {
        switch (storage.codec, storage.form) {
        // In a fax the runs of white come first, and white is 0.
        case (.ccitt, _): 0
        case (.jpeg, .rgb): 6
        case (_, .gray): 1
        case (_, .rgb): 2
        case (_, .indexed): 3
        // Separated; 0 is no ink.
        case (_, .cmyk): 5
        }
    }

    /// All reds, greens and blues, of 16 bits.
    private static func colorMap(_ palette: ImageForm.Palette, bits: Int) -> [UInt16] {
        let padding = Array(repeating: UInt32(0), count: 1 << bits - palette.colors.count)
        return [16, 8, 0].flatMap { shift in
            (palette.colors + padding).map { UInt16($0 >> UInt32(shift) & 0xFF) * 257 }
        }
    }
}
