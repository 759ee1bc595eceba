internal import CCodecs

/// Decides between lossless and JPEG for a page, from a sample of its pixels.
///
/// Sixteen strips of 16 rows, evenly spread over the page, are cut into tiles of 64 pixels. A tile is *tone* if most of
/// the samples that differ from the one above do so by no more than 8 of 255, as in a photograph or a scan, or if nearly
/// all differ, as under heavy noise; letters, lines and flat areas are *sharp*. Up to 160 tiles are compressed for trial,
/// tone and sharp ones apart. The page becomes a JPEG if two things are true:
///
/// 1. Tone makes up at least 60 % of the page's lossless bytes. Otherwise its bytes are spent on what JPEG spoils visibly.
/// 2. JPEG, at the quality asked for, needs less than 1/1.1 of the lossless bytes.
///
/// Only forms that can hold a photograph are asked about: a page of few colours is always lossless. The decision depends on
/// the page's pixels and the quality alone, not on the portions in which the rows come.
public struct CodecRule {
    // What a trial costs grows with the tiles; what it tells does not get much better.
    private static let stripLimit = 16
    private static let tileLimit = 160
    // JPEG's blocks of half resolution are so large.
    private static let stripRows = 16
    private static let tileWidth = 64

    private let width, components, quality: Int
    private let fitsJPEG: Bool
    private let tile: (width: Int, height: Int)
    private let tilesPerStrip: Int
    /// The first rows of the strips, rising.
    private let strips: [Int]
    /// Every so many tiles, one is compressed.
    private let stride: Int
    private var row = 0
    private var strip = 0
    private var partial: [UInt8] = []
    /// The pixels of the tiles that are going to be compressed for trial, row by row.
    private(set) var tone: [UInt8] = []
    private(set) var sharp: [UInt8] = []

    /// Starts for a page.
    ///
    /// - Parameters:
    ///   - components: Bytes of a pixel that is going to be inserted: 1 for gray, 3 for RGB, 4 for CMYK.
    ///   - quality: 1 to 100 on libjpeg's scale, as it goes to ``ImageEncoder``.
    public init(width: Int, height: Int, components: Int, quality: Int) {
        precondition([1, 3, 4].contains(components), "pixels have 1, 3 or 4 components, not \(components)")
        (self.width, self.components, self.quality) = (width, components, quality)
        fitsJPEG = max(width, height) <= ImageEncoder.jpegSideLimit
        tile = (min(width, Self.tileWidth), min(height, Self.stripRows))
        tilesPerStrip = tile.width == 0 ? 0 : width / tile.width
        let count = height == 0 ? 0 : max(1, min(Self.stripLimit, height / Self.stripRows))
        strips = (0..<count).map { strip in
            // In the middle of its share of the page, on the grid of JPEG's blocks.
            max(0, ((2 * strip + 1) * height / (2 * count) - Self.stripRows / 2) / Self.stripRows * Self.stripRows)
        }
        stride = max(1, (count * tilesPerStrip + Self.tileLimit - 1) / Self.tileLimit)
    }

    /// Takes the next rows from top to bottom, of width x components bytes without padding.
    public mutating func insert(_ rows: UnsafeRawBufferPointer) {
        let rowBytes = width * components
        guard rowBytes > 0, fitsJPEG else { return }
        let end = row + rows.count / rowBytes
        defer { row = end }
        while strip < strips.count, strips[strip] < end {
            let first = strips[strip] + partial.count / rowBytes
            let last = min(end, strips[strip] + tile.height)
            let portion = UnsafeRawBufferPointer(rebasing: rows[((first - row) * rowBytes)..<((last - row) * rowBytes)])
            if portion.count == tile.height * rowBytes {
                insertStrip(portion)
            } else {
                partial += portion
                guard partial.count == tile.height * rowBytes else { return }
                let whole = partial
                partial = []
                whole.withUnsafeBytes { insertStrip($0) }
            }
            strip += 1
        }
    }

    /// Decides, after the last row.
    ///
    /// Compresses the sample, which takes about a millisecond if there is tone in it.
    ///
    /// - Parameter form: The form in which the page will be stored, from the survey of all of its pixels. It may be gray
    ///   although the pixels inserted are RGB.
    public func codec(for form: ImageForm) throws(OutputError) -> Codec {
        guard form.mayBeContinuousTone, fitsJPEG, !tone.isEmpty else { return .flate }
        precondition(components >= form.components, "gray pixels are not stored as RGB")
        let trial = CodecTrial(tileWidth: tile.width, components: form.components, quality: quality)
        let tone = inComponents(of: form, tone), sharp = inComponents(of: form, sharp)
        let toneBytes = try trial.flateBytes(tone)
        let losslessBytes = try toneBytes + trial.flateBytes(sharp)
        guard toneBytes * 10 >= losslessBytes * 6 else { return .flate }
        let jpegBytes = try trial.jpegBytes(tone) + trial.jpegBytes(sharp)
        return jpegBytes * 11 < losslessBytes * 10 ? .jpeg : .flate
    }

    private mutating func insertStrip(_ rows: UnsafeRawBufferPointer) {
        let rowBytes = width * components, tileBytes = tile.width * components
        // Tiles are chosen along diagonals, so that no column of the page is left out.
        for index in 0..<tilesPerStrip where (index + strip) % stride == 0 {
            let corner = UnsafeRawBufferPointer(rebasing: rows[(index * tileBytes)...])
            let isTone = isTone(corner)
            for row in 0..<tile.height {
                let part = corner[(row * rowBytes)..<(row * rowBytes + tileBytes)]
                if isTone { tone += part } else { sharp += part }
            }
        }
    }

    private func isTone(_ corner: UnsafeRawBufferPointer) -> Bool {
        guard let base = corner.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return false }
        let count = tile.width * components
        let changes = ccodecs_changes(base, count, tile.height, width * components)
        let changed = Int(changes.small + changes.large)
        // Text leaves most samples alone, even where it is small and dense.
        return changes.small > changes.large || changed * 4 > count * (tile.height - 1) * 3
    }

    private func inComponents(of form: ImageForm, _ pixels: [UInt8]) -> [UInt8] {
        guard components == 3, form.components == 1 else { return pixels }
        return Swift.stride(from: 0, to: pixels.count, by: 3).map { pixels[$0] }
    }
}
