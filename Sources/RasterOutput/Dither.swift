internal import CCodecs

/// How gray pixels become black and white ones.
///
/// Black and white pixels stay what they are, whichever way is chosen.
public enum Dither: String, Codable, Sendable, CaseIterable {
    /// The lighter half of the grays becomes white.
    case threshold
    /// By a matrix of 16 x 16 thresholds (Bayer): regular, and alike where a page is alike.
    case ordered
    /// By each pixel's error, handed on to its neighbours (Floyd and Steinberg): the most detail.
    case floydSteinberg = "floyd-steinberg"
    /// By a matrix of 64 x 64 thresholds without a pattern (void and cluster).
    case blueNoise = "blue-noise"

    /// The rows above a part of a page that are to be dithered too, so that the part goes on as if it were not one.
    ///
    /// What errors come to a row depends on few rows above it: after so many, dots are as many and as evenly spread as they
    /// would be had all of the page come before.
    public var leadInRows: Int { self == .floydSteinberg ? 32 : 0 }
}

/// Dithers a page, or a part of one, row by row.
public final class Ditherer {
    private let state: OpaquePointer
    private let width: Int
    private var row: Int

    /// Begins.
    ///
    /// - Parameters:
    ///   - width: Pixels of a row, 1 or more.
    ///   - firstRow: The first row's number on its page, by which matrices are laid.
    /// - Throws: ``OutputError/Code/codecFailed`` if memory is short.
    public init(_ dither: Dither, width: Int, firstRow: Int) throws(OutputError) {
        precondition(width > 0 && firstRow >= 0)
        let method =
            switch dither {
            case .threshold: CCODECS_DITHER_THRESHOLD
            case .ordered: CCODECS_DITHER_ORDERED
            case .floydSteinberg: CCODECS_DITHER_DIFFUSION
            case .blueNoise: CCODECS_DITHER_NOISE
            }
        guard let state = ccodecs_dither_new(method, width) else {
            throw OutputError(.codecFailed, "there is no memory for dithering")
        }
        (self.state, self.width, row) = (state, width, firstRow)
    }

    deinit { ccodecs_dither_drop(state) }

    /// Makes each sample of the next rows 0 or 255, in their place.
    ///
    /// - Parameter rows: 8-bit gray, whole rows without padding.
    public func dither(_ rows: UnsafeMutableRawBufferPointer) {
        precondition(rows.count % width == 0, "\(rows.count) bytes are no rows of \(width)")
        guard let base = rows.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        ccodecs_dither_rows(state, base, rows.count / width, row)
        row += rows.count / width
    }
}
