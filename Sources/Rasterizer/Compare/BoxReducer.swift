internal import Comparison

/// Makes a picture smaller by a whole factor, row by row: each pixel is the mean of a square of the larger picture's.
///
/// Squares at the right and the lower edge hold what there is of them. Where it is known what became of pixels, only those
/// of a square count that say most, so that a lone one that differs is as red in the smaller picture.
final class BoxReducer {
    /// Pixels of the smaller picture.
    let width, height: Int
    let factor: Int
    private let fullWidth, fullHeight, components: Int
    /// Rows of the larger picture that came.
    private var received = 0
    // Of each square of the row under way: its samples' sums, and the pixels in them. A square has fewer than 2^24 pixels
    // unless the picture has more than 2^48.
    private let sums, counts: UnsafeMutablePointer<UInt32>
    private let strengths: UnsafeMutablePointer<UInt8>
    private let row: UnsafeMutablePointer<UInt8>

    /// - Parameters:
    ///   - width: As of the larger picture, as `height`.
    ///   - components: Bytes of a pixel: 1 or 3.
    init(width: Int, height: Int, components: Int, factor: Int) {
        precondition(width > 0 && height > 0 && factor > 0 && (components == 1 || components == 3))
        (fullWidth, fullHeight, self.components, self.factor) = (width, height, components, factor)
        (self.width, self.height) = ((width + factor - 1) / factor, (height + factor - 1) / factor)
        sums = .allocate(capacity: self.width * components)
        counts = .allocate(capacity: self.width)
        strengths = .allocate(capacity: self.width)
        row = .allocate(capacity: self.width * components)
        row.initialize(repeating: 0, count: self.width * components)
        clear()
    }

    deinit {
        sums.deallocate()
        counts.deallocate()
        strengths.deallocate()
        row.deallocate()
    }

    /// Adds rows of the larger picture below those that there are.
    ///
    /// - Parameters:
    ///   - rows: Whole rows without padding.
    ///   - classes: What became of each of their pixels; nil if nothing did.
    ///   - onRow: Is given each row of the smaller picture as soon as it is complete, for as long as the call lasts.
    func insert<Failure: Error>(
        _ rows: UnsafeRawBufferPointer, classes: UnsafePointer<UInt8>? = nil,
        onRow: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        let rowBytes = fullWidth * components
        precondition(rows.count % rowBytes == 0 && received + rows.count / rowBytes <= fullHeight, "these are no rows")
        guard let start = rows.assumingMemoryBound(to: UInt8.self).baseAddress else { return }
        for y in 0..<rows.count / rowBytes {
            let pixels = start + y * rowBytes
            for square in 0..<width { add(pixels, classes.map { $0 + y * fullWidth }, to: square) }
            received += 1
            guard received % factor == 0 || received == fullHeight else { continue }
            complete()
            try onRow(UnsafeRawBufferPointer(start: row, count: width * components))
            clear()
        }
    }

    /// Adds a square's part of a row.
    private func add(_ pixels: UnsafePointer<UInt8>, _ classes: UnsafePointer<UInt8>?, to square: Int) {
        let columns = square * factor..<min((square + 1) * factor, fullWidth)
        guard let classes else {
            if strengths[square] == 0 { add(pixels, columns, to: square) }
            return
        }
        for x in columns {
            let strength = Self.strength(classes[x])
            if strength > strengths[square] {
                strengths[square] = strength
                counts[square] = 0
                for channel in 0..<components { sums[square * components + channel] = 0 }
            }
            if strength == strengths[square] { add(pixels, x..<x + 1, to: square) }
        }
    }

    private func add(_ pixels: UnsafePointer<UInt8>, _ columns: Range<Int>, to square: Int) {
        counts[square] &+= UInt32(truncatingIfNeeded: columns.count)
        if components == 1 {
            var sum: UInt32 = 0
            for x in columns { sum &+= UInt32(pixels[x]) }
            sums[square] &+= sum
        } else {
            var (red, green, blue): (UInt32, UInt32, UInt32) = (0, 0, 0)
            for x in columns {
                red &+= UInt32(pixels[3 * x])
                green &+= UInt32(pixels[3 * x + 1])
                blue &+= UInt32(pixels[3 * x + 2])
            }
            sums[3 * square] &+= red
            sums[3 * square + 1] &+= green
            sums[3 * square + 2] &+= blue
        }
    }

    private func complete() {
        for square in 0..<width {
            let count = counts[square]
            for channel in 0..<components {
                let place = square * components + channel
                row[place] = UInt8(truncatingIfNeeded: (sums[place] &+ count / 2) / count)
            }
        }
    }

    private func clear() {
        sums.initialize(repeating: 0, count: width * components)
        counts.initialize(repeating: 0, count: width)
        strengths.initialize(repeating: 0, count: width)
    }

    /// How much it says that this became of a pixel.
    private static func strength(_ value: UInt8) -> UInt8 {
        switch ComparedRows.PixelClass(rawValue: value) {
        case .differs: 4
        case .antialiased: 3
        case .masked: 2
        case .tolerated: 1
        case .equal, nil: 0
        }
    }
}
