/// Rows on their way to a codec that wants them otherwise than pages are packed.
struct RowStaging {
    enum Change {
        /// A 0 before each row: PNG's filter type None.
        case filterByte
        /// All bits inverted: black is 1 in raw bits, and full ink 0 in JPEG files, as Adobe has it.
        case inversion
    }

    // Enough that a call costs nothing beside its rows, and few enough to stay in the second-level cache.
    private static let portionSize = 128 << 10

    private let change: Change
    private let rowBytes: Int

    init(_ change: Change, rowBytes: Int) {
        (self.change, self.rowBytes) = (change, rowBytes)
    }

    /// Gives whole rows, changed, some at a time.
    func forEachPortion<Failure: Error>(
        of rows: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        precondition(rows.count % rowBytes == 0, "\(rows.count) bytes are no rows of \(rowBytes)")
        let prefix = change == .filterByte ? 1 : 0
        let stride = rowBytes + prefix
        let portionRows = max(1, Self.portionSize / stride)
        let portion = UnsafeMutableRawBufferPointer.allocate(byteCount: portionRows * stride, alignment: 64)
        defer { portion.deallocate() }
        var row = 0
        while row < rows.count / rowBytes {
            let count = min(portionRows, rows.count / rowBytes - row)
            for index in 0..<count {
                let source = UnsafeRawBufferPointer(rebasing: rows[((row + index) * rowBytes)...].prefix(rowBytes))
                let target = UnsafeMutableRawBufferPointer(rebasing: portion[(index * stride)..<((index + 1) * stride)])
                fill(target, from: source)
            }
            try body(UnsafeRawBufferPointer(rebasing: portion[..<(count * stride)]))
            row += count
        }
    }

    private func fill(_ target: UnsafeMutableRawBufferPointer, from source: UnsafeRawBufferPointer) {
        switch change {
        case .filterByte:
            target[0] = 0
            UnsafeMutableRawBufferPointer(rebasing: target[1...]).copyMemory(from: source)
        case .inversion:
            for index in source.indices { target[index] = ~source[index] }
        }
    }
}
