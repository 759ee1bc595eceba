import CComparison
import PageLayout

/// Finds rectangles around pixels that differ and lie together.
///
/// The page is cut into tiles. Tiles with differing pixels that are at most two tiles apart belong to one region: that
/// keeps a word together, mostly a line, and tells paragraphs apart. What it holds is a rectangle for each such tile.
final class RegionFinder {
    private static let side = 16
    /// More regions than a reader looks at are joined into larger ones.
    private static let limit = 200

    private let width: Int
    private var columns, rows, counts: [UInt16]
    private var tileRow = 0
    private var tiles: [Tile] = []

    struct Tile {
        var x, y: Int
        /// Around its differing pixels.
        var region: PixelDifference.Region
    }

    init(width: Int) {
        self.width = width
        let count = (width + RegionFinder.side - 1) / RegionFinder.side
        let none = [UInt16](repeating: 0, count: count)
        (columns, rows, counts) = (none, none, none)
    }

    /// Takes a row in which pixels differ; rows come from the top.
    func insert(_ classes: UnsafePointer<UInt8>, row: Int) {
        let side = RegionFinder.side
        if row / side != tileRow {
            endTileRow()
            tileRow = row / side
        }
        ccomparison_mark_tiles(classes, width, UInt32(row % side), &columns, &rows, &counts)
    }

    /// Returns the regions from the top, those that begin in the same row from the left, after the last row.
    func regions() -> [PixelDifference.Region] {
        endTileRow()
        var regions = RegionFinder.joined(tiles)
        while regions.count > RegionFinder.limit {
            tiles = RegionFinder.coarsened(tiles)
            regions = RegionFinder.joined(tiles)
        }
        return regions.sorted { ($0.y0, $0.x0) < ($1.y0, $1.x0) }
    }

    private func endTileRow() {
        let side = RegionFinder.side
        for x in columns.indices where columns[x] != 0 {
            let bounds = PixelRect(
                x0: x * side + columns[x].trailingZeroBitCount, y0: tileRow * side + rows[x].trailingZeroBitCount,
                x1: (x + 1) * side - columns[x].leadingZeroBitCount,
                y1: (tileRow + 1) * side - rows[x].leadingZeroBitCount)
            let region = PixelDifference.Region(bounds, differing: Int(counts[x]))
            tiles.append(Tile(x: x, y: tileRow, region: region))
            (columns[x], rows[x], counts[x]) = (0, 0, 0)
        }
    }
}

extension RegionFinder {
    /// Returns tiles of twice the side.
    static func coarsened(_ tiles: [Tile]) -> [Tile] {
        var result: [Tile] = []
        let halved = tiles.map { Tile(x: $0.x / 2, y: $0.y / 2, region: $0.region) }
        for tile in halved.sorted(by: { ($0.y, $0.x) < ($1.y, $1.x) }) {
            if let last = result.last, (last.x, last.y) == (tile.x, tile.y) {
                result[result.count - 1].region.join(tile.region)
            } else {
                result.append(tile)
            }
        }
        return result
    }

    /// Returns the regions of tiles that lie together; those that overlap become one.
    ///
    /// - Parameter tiles: In rows from the top, each from the left.
    static func joined(_ tiles: [Tile]) -> [PixelDifference.Region] {
        var groups = Groups(count: tiles.count)
        let width = (tiles.map(\.x).max() ?? 0) + 5
        // The tiles of this row and of the two above it, by column, with room for two at either side.
        var places = Array(repeating: Array(repeating: -1, count: width), count: 3)
        var ys = [-9, -9, -9]
        for (index, tile) in tiles.enumerated() {
            if ys[tile.y % 3] != tile.y {
                ys[tile.y % 3] = tile.y
                places[tile.y % 3] = Array(repeating: -1, count: width)
            }
            places[tile.y % 3][tile.x + 2] = index
            for y in 0..<3 where tile.y - ys[y] <= 2 {
                for other in places[y][tile.x...tile.x + 4] where other >= 0 { groups.join(index, other) }
            }
        }
        var regions: [Int: PixelDifference.Region] = [:]
        for (index, tile) in tiles.enumerated() {
            let root = groups.root(index)
            // Groups are named after their first tile.
            if root == index { regions[root] = tile.region } else { regions[root]?.join(tile.region) }
        }
        // So many are coarsened anyway, and each is compared with all others.
        return regions.count > 10 * limit ? Array(regions.values) : merged(Array(regions.values))
    }

    private static func merged(_ regions: [PixelDifference.Region]) -> [PixelDifference.Region] {
        var result: [PixelDifference.Region] = []
        for region in regions {
            var region = region
            while let other = result.firstIndex(where: { $0.rect.overlaps(region.rect) }) {
                region.join(result.remove(at: other))
            }
            result.append(region)
        }
        return result
    }
}

/// Sets that are joined (union and find, with halved paths).
private struct Groups {
    private var parents: [Int]

    init(count: Int) { parents = Array(0..<count) }

    mutating func root(_ index: Int) -> Int {
        var index = index
        while parents[index] != index {
            parents[index] = parents[parents[index]]
            index = parents[index]
        }
        return index
    }

    mutating func join(_ first: Int, _ second: Int) {
        let (a, b) = (root(first), root(second))
        parents[max(a, b)] = min(a, b)
    }
}

extension PixelDifference.Region {
    /// Takes in another, whose pixels are none of its own.
    fileprivate mutating func join(_ other: Self) {
        self = Self(rect.union(other.rect), differing: differing + other.differing)
    }
}

extension PixelRect {
    func overlaps(_ other: PixelRect) -> Bool {
        x0 < other.x1 && other.x0 < x1 && y0 < other.y1 && other.y0 < y1
    }

    func union(_ other: PixelRect) -> PixelRect {
        PixelRect(x0: min(x0, other.x0), y0: min(y0, other.y0), x1: max(x1, other.x1), y1: max(y1, other.y1))
    }
}
