@testable import Comparison

/// What a comparer said of two pictures.
struct Compared {
    var difference: PixelDifference
    /// The class of each pixel.
    var classes: [UInt8]
    /// The rows of each call.
    var calls: [Range<Int>]
    /// The pixels that came with the classes.
    var left, right: [UInt8]

    /// - Parameter strip: Rows that are inserted at a time; nil for all at once.
    init(
        _ left: Picture, _ right: Picture, _ rule: ComparisonRule, areas: [MaskArea] = [], strip: Int? = nil,
        portable: Bool = false
    ) {
        let comparer = PixelComparer(
            width: left.width, height: left.height, components: left.components, rule: rule, areas: areas,
            usesPortableCode: portable)
        var (classes, a, b): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
        var calls: [Range<Int>] = []
        let (width, rowBytes) = (left.width, left.width * left.components)
        for first in stride(from: 0, to: left.height, by: strip ?? left.height) {
            let part = first * rowBytes..<min(first + (strip ?? left.height), left.height) * rowBytes
            let (l, r) = (Array(left.bytes[part]), Array(right.bytes[part]))
            l.withUnsafeBytes { l in
                r.withUnsafeBytes { r in
                    comparer.insert(l, r) { rows in
                        calls.append(rows.rows)
                        let pixels = rows.rows.count * width
                        classes +=
                            rows.classes.map { Array(UnsafeBufferPointer(start: $0, count: pixels)) }
                            ?? Array(repeating: 0, count: pixels)
                        a += UnsafeBufferPointer(start: rows.left, count: pixels * left.components)
                        b += UnsafeBufferPointer(start: rows.right, count: pixels * left.components)
                    }
                }
            }
        }
        difference = comparer.finish()
        (self.classes, self.calls, self.left, self.right) = (classes, calls, a, b)
    }
}
