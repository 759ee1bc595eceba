import Comparison
import PageLayout

/// Pixels for tests, computed from a seed.
struct Picture {
    var width, height, components: Int
    var bytes: [UInt8]

    /// A picture of one level.
    init(width: Int, height: Int, components: Int = 1, level: UInt8 = 255) {
        (self.width, self.height, self.components) = (width, height, components)
        bytes = Array(repeating: level, count: width * height * components)
    }

    subscript(x: Int, y: Int) -> ArraySlice<UInt8> {
        get { bytes[(y * width + x) * components..<(y * width + x + 1) * components] }
        set { bytes.replaceSubrange((y * width + x) * components..<(y * width + x + 1) * components, with: newValue) }
    }

    func isEqual(_ other: Picture, _ x: Int, _ y: Int) -> Bool { self[x, y].elementsEqual(other[x, y]) }

    /// The same in RGB.
    var inRGB: Picture {
        guard components == 1 else { return self }
        var picture = Picture(width: width, height: height, components: 3)
        picture.bytes = bytes.flatMap { [$0, $0, $0] }
        return picture
    }

    /// Every pixel is of its own.
    static func noise(_ width: Int, _ height: Int, components: Int, seed: UInt64) -> Picture {
        var random = Random(seed: seed)
        var picture = Picture(width: width, height: height, components: components)
        for index in picture.bytes.indices { picture.bytes[index] = UInt8(random.below(256)) }
        return picture
    }

    /// Discs with smooth edges: areas, slopes and corners as letters have them, also at the picture's edges.
    ///
    /// - Parameter shift: Moves all of it to the right, by parts of a pixel too.
    static func shapes(_ width: Int, _ height: Int, components: Int, seed: UInt64, shift: Double = 0) -> Picture {
        var random = Random(seed: seed)
        var picture = Picture(width: width, height: height, components: components)
        for _ in 0..<max(width * height / 250, 1) {
            let (x, y) = (Double(random.below(width * 4)) / 4 + shift, Double(random.below(height * 4)) / 4)
            let radius = 2 + Double(random.below(50)) / 10
            let ink = (0..<components).map { _ in Double(random.below(4) * 60) }
            for row in max(Int(y - radius) - 1, 0)..<min(Int(y + radius) + 2, height) {
                for column in max(Int(x - radius) - 1, 0)..<min(Int(x + radius) + 2, width) {
                    let dx = Double(column) + 0.5 - x
                    let dy = Double(row) + 0.5 - y
                    let cover = min(max(radius + 0.5 - (dx * dx + dy * dy).squareRoot(), 0), 1)
                    let place = (row * width + column) * components
                    for (channel, level) in ink.enumerated() {
                        let old = Double(picture.bytes[place + channel])
                        picture.bytes[place + channel] = UInt8((old * (1 - cover) + level * cover).rounded())
                    }
                }
            }
        }
        return picture
    }

    /// The same with other levels at some of its pixels.
    func disturbed(seed: UInt64, every interval: Int, by amount: Int) -> Picture {
        var random = Random(seed: seed)
        var picture = self
        for index in bytes.indices where random.below(interval) == 0 {
            picture.bytes[index] = UInt8(min(max(Int(bytes[index]) + random.below(2 * amount + 1) - amount, 0), 255))
        }
        return picture
    }
}

/// SplitMix64, by Steele and others (2014).
struct Random {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return Int((value ^ value >> 31) % UInt64(limit))
    }
}

extension ComparisonRule {
    init(
        metric: Metric = .oklab, threshold: Double = 0.1, ignoresAntialiasing: Bool = true, window: Int = 32
    ) {
        self.init()
        (self.metric, self.threshold) = (metric, threshold)
        (self.ignoresAntialiasing, self.window) = (ignoresAntialiasing, window)
    }
}
