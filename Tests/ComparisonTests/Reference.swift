import Comparison
import PageLayout

/// Comparing as the definitions have it, pixel by pixel in double precision.
struct Reference {
    let left, right: Picture
    let rule: ComparisonRule
    var areas: [MaskArea] = []

    func classes() -> [UInt8] {
        (0..<left.height).flatMap { y in (0..<left.width).map { classOf($0, y).rawValue } }
    }

    /// Counts all but the window and the regions.
    func difference() -> PixelDifference {
        var difference = PixelDifference()
        for y in 0..<left.height {
            for x in 0..<left.width {
                difference.compared += isMasked(x, y) ? 0 : 1
                switch classOf(x, y) {
                case .differs:
                    difference.differing += 1
                    difference.largestDistance = max(difference.largestDistance, distance(x, y))
                case .tolerated: difference.tolerated += 1
                case .antialiased: difference.antialiased += 1
                case .masked: difference.masked += 1
                case .equal: break
                }
            }
        }
        return difference
    }

    func classOf(_ x: Int, _ y: Int) -> ComparedRows.PixelClass {
        if left.isEqual(right, x, y) { return .equal }
        if isMasked(x, y) { return .masked }
        guard distance(x, y) > rule.threshold else { return .tolerated }
        guard rule.ignoresAntialiasing else { return .differs }
        return isSlope(left, right, x, y) || isSlope(right, left, x, y) ? .antialiased : .differs
    }

    func isMasked(_ x: Int, _ y: Int) -> Bool {
        let here = areas.filter { $0.rect.x0 <= x && x < $0.rect.x1 && $0.rect.y0 <= y && y < $0.rect.y1 }
        if here.contains(where: { $0.kind == .exclude }) { return true }
        return areas.contains { $0.kind == .include } && !here.contains { $0.kind == .include }
    }

    func distance(_ x: Int, _ y: Int) -> Double {
        let (a, b) = (Reference.rgb(left[x, y]), Reference.rgb(right[x, y]))
        switch rule.metric {
        case .channel: return zip(a, b).map { abs($0 - $1) }.max().map { $0 / 255 } ?? 0
        case .oklab: return OKLabReference(a).distance(to: OKLabReference(b))
        }
    }

    static func rgb(_ pixel: ArraySlice<UInt8>) -> [Double] {
        let levels = pixel.map(Double.init)
        return levels.count == 1 ? [levels[0], levels[0], levels[0]] : levels
    }

    // MARK: - Antialiasing (Vysniauskas 2009)

    /// The pixels around one, column by column.
    private func neighbours(_ x: Int, _ y: Int) -> [(x: Int, y: Int)] {
        (-1...1).flatMap { dx in (-1...1).map { (x + dx, y + $0) } }
            .filter { $0 != (x, y) && 0..<left.width ~= $0.0 && 0..<left.height ~= $0.1 }
    }

    private func brightness(_ picture: Picture, _ x: Int, _ y: Int) -> Double {
        zip(Reference.rgb(picture[x, y]), [0.29889531, 0.58662247, 0.11448223]).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// Neighbours of the same colour; the page's edge counts as one.
    private func equals(_ picture: Picture, _ x: Int, _ y: Int) -> Int {
        let around = neighbours(x, y)
        return around.count { picture[x, y].elementsEqual(picture[$0.x, $0.y]) } + (around.count < 8 ? 1 : 0)
    }

    private func isArea(_ place: (x: Int, y: Int)) -> Bool {
        equals(left, place.x, place.y) >= 3 && equals(right, place.x, place.y) >= 3
    }

    private func isSlope(_ picture: Picture, _ other: Picture, _ x: Int, _ y: Int) -> Bool {
        guard equals(picture, x, y) <= 2 else { return false }
        let own = brightness(picture, x, y)
        let around = neighbours(x, y).map { ($0, brightness(picture, $0.x, $0.y)) }
        guard let darkest = around.min(by: { $0.1 < $1.1 }), let brightest = around.max(by: { $0.1 < $1.1 }),
            darkest.1 < own - 1e-9 && brightest.1 > own + 1e-9
        else { return false }
        return isArea(darkest.0) || isArea(brightest.0)
    }
}

/// OKLab (Ottosson 2020) with the lightness Lr (2021).
struct OKLabReference {
    let lightness, a, b: Double

    init(_ rgb: [Double]) {
        let light = rgb.map { level in
            let value = level / 255
            return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055, 2.4)
        }
        func cone(_ red: Double, _ green: Double, _ blue: Double) -> Double {
            // Between 4,096 steps the root is a straight line, as in pixelmatch.
            let place = (red * light[0] + green * light[1] + blue * light[2]) * 4096
            let roots = [place.rounded(.down), place.rounded(.down) + 1].map { power($0 / 4096, 1.0 / 3) }
            return roots[0] + (roots[1] - roots[0]) * (place - place.rounded(.down))
        }
        let l = cone(0.4122214708, 0.5363325363, 0.0514459929)
        let m = cone(0.2119034982, 0.6806995451, 0.1073969566)
        let s = cone(0.0883024619, 0.2817188376, 0.6299787005)
        let plain = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s
        let (k1, k2) = (0.206, 0.03)
        let k3 = (1 + k1) / (1 + k2)
        let x = k3 * plain - k1
        lightness = (x + (x * x + 4 * k2 * k3 * plain).squareRoot()) / 2
        a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s
        b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    }

    /// The distance by HyAB (Abasi and others, 2019).
    func distance(to other: OKLabReference) -> Double {
        let (da, db) = (a - other.a, b - other.b)
        return abs(lightness - other.lightness) + (da * da + db * db).squareRoot()
    }
}
