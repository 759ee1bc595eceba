public import PageLayout

/// A mask on one page, in its pixels.
public struct MaskArea: Codable, Sendable, Equatable {
    /// Its pixels; what lies off the page does nothing.
    public var rect: PixelRect
    public var kind: PageMask.Kind

    public init(_ rect: PixelRect, _ kind: PageMask.Kind) {
        (self.rect, self.kind) = (rect, kind)
    }
}

/// The rows of the masks on a page.
///
/// A row is made once for all rows that are masked alike.
final class MaskRows {
    private let width: Int
    private let areas: [MaskArea]
    private let includes: Bool
    /// The rows at which masks begin or end, and the first and the last; ascending.
    private let edges: [Int]
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private var band = 0..<0
    private var masksNone = true

    init(_ areas: [MaskArea], width: Int, height: Int) {
        (self.width, self.areas) = (width, areas)
        includes = areas.contains { $0.kind == .include }
        edges = Set(areas.flatMap { [$0.rect.y0, $0.rect.y1] } + [0, height]).filter { 0...height ~= $0 }.sorted()
        bytes = .allocate(capacity: width)
        bytes.initialize(repeating: 0)
    }

    deinit { bytes.deallocate() }

    /// Returns a byte for each pixel of a row, other than 0 where it is masked, or nil if none is.
    ///
    /// It lasts until the next row is asked for.
    func row(_ y: Int) -> UnsafePointer<UInt8>? {
        guard !areas.isEmpty else { return nil }
        if !band.contains(y) { make(y) }
        return masksNone ? nil : UnsafePointer(bytes.baseAddress)
    }

    /// The number of pixels of the page that are not masked.
    func unmaskedPixels() -> Int {
        zip(edges, edges.dropFirst()).reduce(0) { sum, edge in
            let masked = row(edge.0) == nil ? 0 : bytes.reduce(0) { $0 + Int($1) }
            return sum + (edge.1 - edge.0) * (width - masked)
        }
    }

    private func make(_ y: Int) {
        let next = edges.first { $0 > y } ?? y + 1
        band = (edges.last { $0 <= y } ?? y)..<next
        bytes.update(repeating: includes ? 1 : 0)
        // What is excluded stays so, whatever includes it.
        for kind in [PageMask.Kind.include, .exclude] {
            for area in areas where area.kind == kind && area.rect.y0 <= y && y < area.rect.y1 {
                let columns = max(area.rect.x0, 0)..<max(min(area.rect.x1, width), area.rect.x0, 0)
                for x in columns.clamped(to: 0..<width) { bytes[x] = kind == .exclude ? 1 : 0 }
            }
        }
        masksNone = !bytes.contains(1)
    }
}
