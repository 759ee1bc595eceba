/// The rows of a page that can be read: those of a strip, and those kept from before it.
struct StripRows {
    private let kept: KeptRows
    private let strip: UnsafeRawPointer
    private let rows: Range<Int>
    private let rowBytes: Int

    /// - Parameters:
    ///   - kept: Rows up to the strip's first.
    ///   - strip: Its rows.
    ///   - rows: Their numbers.
    ///   - rowBytes: Bytes of a row.
    init(kept: KeptRows, strip: UnsafeRawPointer, rows: Range<Int>, rowBytes: Int) {
        (self.kept, self.strip, self.rows, self.rowBytes) = (kept, strip, rows, rowBytes)
    }

    /// Returns a row, or nil if there is none.
    func row(_ y: Int) -> UnsafePointer<UInt8>? {
        if y >= rows.lowerBound {
            guard y < rows.upperBound else { return nil }
            return (strip + (y - rows.lowerBound) * rowBytes).assumingMemoryBound(to: UInt8.self)
        }
        guard y >= kept.first else { return nil }
        return UnsafePointer(kept.bytes.baseAddress.map { $0 + (y - kept.first) * rowBytes })
    }

    /// Returns how many rows lie behind each other in memory, from one up to an end.
    func stretch(from y: Int, until end: Int) -> Int {
        (y < rows.lowerBound ? min(end, rows.lowerBound) : end) - y
    }

    /// Copies the rows from one on.
    func keep(from first: Int) -> KeptRows {
        let copy = KeptRows(first: first, count: (rows.upperBound - first) * rowBytes)
        for y in first..<rows.upperBound {
            guard let row = row(y) else { continue }
            let place = copy.bytes.baseAddress.map { $0 + (y - first) * rowBytes }
            place?.update(from: row, count: rowBytes)
        }
        return copy
    }
}

/// Copies of the last rows of a page's part.
final class KeptRows {
    /// The number of the first.
    let first: Int
    let bytes: UnsafeMutableBufferPointer<UInt8>

    init(first: Int = 0, count: Int = 0) {
        self.first = first
        bytes = .allocate(capacity: count)
        bytes.initialize(repeating: 0)
    }

    deinit { bytes.deallocate() }
}
