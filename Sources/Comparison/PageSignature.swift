/// What a page looks like from afar: the mean grays of 32 by 32 cells.
///
/// The cells are parts of the page, whatever its size.
public struct PageSignature: Codable, Sendable, Equatable {
    static let side = 32

    /// From the upper left, row by row; 0 is black.
    let cells: [UInt8]
    /// The commonest of 16 steps of gray: the paper.
    let paper: Int

    /// Takes the signature of a gray page, best drawn small: 100 to 300 pixels high.
    ///
    /// - Parameters:
    ///   - gray: A byte for each pixel, rows without padding.
    ///   - width: Pixels of a row, at least 1.
    ///   - height: Rows, at least 1.
    public init(gray: UnsafeRawBufferPointer, width: Int, height: Int) {
        precondition(width > 0 && height > 0 && gray.count == width * height, "these are not the page's pixels")
        let side = PageSignature.side
        var cells: [UInt8] = []
        for row in 0..<side {
            let rows = PageSignature.pixels(of: row, count: height)
            for column in 0..<side {
                let columns = PageSignature.pixels(of: column, count: width)
                var sum = 0
                for y in rows {
                    for x in columns { sum += Int(gray[y * width + x]) }
                }
                cells.append(UInt8(sum / (rows.count * columns.count)))
            }
        }
        self.init(cells: cells)
    }

    /// The signature of white paper, for a page that cannot be drawn.
    public static let blank = PageSignature(cells: Array(repeating: 255, count: side * side))

    init(cells: [UInt8]) {
        self.cells = cells
        var steps = Array(repeating: (count: 0, sum: 0), count: 16)
        for cell in cells {
            steps[Int(cell) / 16].count += 1
            steps[Int(cell) / 16].sum += Int(cell)
        }
        // Of equally common ones the brightest.
        let step = steps.reversed().max { $0.count < $1.count }
        paper = step.map { $0.sum / max($0.count, 1) } ?? 255
    }

    /// The pixels of a cell, at least one.
    private static func pixels(of cell: Int, count: Int) -> Range<Int> {
        let first = min(cell * count / side, count - 1)
        return first..<max((cell + 1) * count / side, first + 1)
    }

    /// How much of what is on the pages is not the same, from 0 to 1.
    ///
    /// What is on a page is what stands out from its paper: two pages of text are mostly white, and two slides mostly blue,
    /// which does not make them alike.
    func distance(to other: PageSignature) -> Double {
        let (apart, ink) = cells.withUnsafeBufferPointer { left in
            other.cells.withUnsafeBufferPointer { sums(left, $0, paper: Int32(other.paper)) }
        }
        let papers = Double(abs(paper - other.paper)) / 255
        guard ink > 0 else { return papers }
        return min(Double(apart) / Double(ink) + papers, 1)
    }

    /// Adds up how far cells are apart, and the larger ink of each two.
    ///
    /// A gap of 1,000 pages takes a million of these, so it is written for the compiler to make vectors of: 1,024 cells of
    /// less than 512 stay far below the limits.
    private func sums(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, paper other: Int32
    ) -> (apart: Int32, ink: Int32) {
        let own = Int32(paper)
        var (apart, ink): (Int32, Int32) = (0, 0)
        for index in 0..<min(left.count, right.count) {
            let a = Int32(truncatingIfNeeded: left[index]) &- own
            let b = Int32(truncatingIfNeeded: right[index]) &- other
            let difference = a &- b
            apart &+= max(difference, 0 &- difference)
            ink &+= max(max(a, 0 &- a), max(b, 0 &- b))
        }
        return (apart, ink)
    }
}
