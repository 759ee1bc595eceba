import Foundation

/// An ICC profile (ICC.1:2001-04) of a printer whose red is L*, and whose green and blue differ from it by a* and b*.
///
/// So the pixels of an output say what colour they were asked for. The tables of perceptual and of saturated colours change
/// that colour in ways of their own. The paper is yellowish, and nothing is darker than an L* of 20.
enum LabPrinter {
    /// The paper's white; D50 would be 0.9642, 1 and 0.8249.
    static let paper = (x: 0.9642, y: 1.0, z: 0.6)
    static let darkest = 20.0

    /// The printer's numbers for a colour's L*, a* and b*, all from 0 to 255.
    static func levels(_ lab: [Double]) -> [Double] {
        [lab[0], lab[0] + lab[1] - 128, lab[0] + lab[2] - 128].map { min(max($0, 0), 255) }
    }

    /// What the table of perceptual colours makes of a colour.
    static func perceptual(_ lab: [Double]) -> [Double] { [51 + lab[0] * 0.8, lab[1], lab[2]] }
    /// What the table of saturated colours makes of a colour.
    static func saturated(_ lab: [Double]) -> [Double] { [lab[0]] + lab.dropFirst().map { 128 + ($0 - 128) * 2 } }

    static let bytes: [UInt8] = {
        let shown = table { [max($0[0], darkest * 2.55), 128 + $0[1] - $0[0], 128 + $0[2] - $0[0]] }
        let tags: [(name: String, data: [UInt8])] = [
            ("wtpt", xyz(paper.x, paper.y, paper.z)), ("A2B0", shown), ("A2B1", shown), ("A2B2", shown),
            ("B2A0", table { levels(perceptual($0)) }), ("B2A1", table(levels)),
            ("B2A2", table { levels(saturated($0)) }),
        ]
        var offset = 132 + tags.count * 12
        var directory = number(tags.count), data: [UInt8] = []
        for tag in tags {
            directory += Array(tag.name.utf8) + number(offset) + number(tag.data.count)
            data += tag.data
            offset += tag.data.count
        }
        let zeros = { (count: Int) in [UInt8](repeating: 0, count: count) }
        let kind = [2, 0x40, 0, 0] + Array("prtrRGB Lab ".utf8) + zeros(12) + Array("acsp".utf8)
        let d50 = Array(xyz(0.9642, 1, 0.8249).suffix(12))
        return number(offset) + zeros(4) + kind + zeros(28) + d50 + zeros(48) + directory + data
    }()

    private static func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - $0 * 8) & 0xFF) } }

    private static func xyz(_ numbers: Double...) -> [UInt8] {
        Array("XYZ ".utf8) + number(0) + numbers.flatMap { number(Int(($0 * 65536).rounded())) }
    }

    /// A table of type lut8, of 17 nodes along each axis.
    private static func table(_ color: ([Double]) -> [Double]) -> [UInt8] {
        let matrix = (0..<9).flatMap { number($0 % 4 == 0 ? 65536 : 0) }
        let straight = (0..<3 * 256).map { UInt8($0 & 0xFF) }
        let nodes = (0..<17 * 17 * 17).flatMap { node -> [UInt8] in
            // The last component changes fastest.
            let place = [node / 289, node / 17 % 17, node % 17].map { Double($0) * 255 / 16 }
            return color(place).map { UInt8(min(max($0, 0), 255).rounded()) }
        }
        return Array("mft1".utf8) + number(0) + [3, 3, 17, 0] + matrix + straight + nodes + straight
    }
}

/// A colour of sRGB as CIE tells it, relative to a white of D50.
struct CIEColor {
    var x, y, z: Double

    /// IEC 61966-2-1, and its primaries adapted to D50 by Bradford's transform.
    init(red: UInt8, green: UInt8, blue: UInt8) {
        let light = [red, green, blue].map { byte -> Double in
            let level = Double(byte) / 255
            return level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4)
        }
        x = 0.43607 * light[0] + 0.38515 * light[1] + 0.14307 * light[2]
        y = 0.22249 * light[0] + 0.71687 * light[1] + 0.06061 * light[2]
        z = 0.01392 * light[0] + 0.09708 * light[1] + 0.7141 * light[2]
    }

    /// The same colour where black is as light as the printer's: compensation of the black point.
    func lifted(to lightness: Double) -> CIEColor {
        let black = pow((lightness + 16) / 116, 3)
        var color = self
        color.x = x * (1 - black) + black * 0.9642
        color.y = y * (1 - black) + black
        color.z = z * (1 - black) + black * 0.8249
        return color
    }

    /// The same light beside another white.
    func beside(_ white: (x: Double, y: Double, z: Double)) -> CIEColor {
        var color = self
        (color.x, color.y, color.z) = (x * 0.9642 / white.x, y / white.y, z * 0.8249 / white.z)
        return color
    }

    /// L*, a* and b* as bytes of a profile's table.
    var labBytes: [Double] {
        let roots = [x / 0.9642, y, z / 0.8249].map { (part: Double) -> Double in
            part > 216.0 / 24389 ? cbrt(part) : part * 841 / 108 + 4.0 / 29
        }
        let lightness = 116 * roots[1] - 16
        return [lightness * 2.55, 128 + 500 * (roots[0] - roots[1]), 128 + 200 * (roots[1] - roots[2])]
    }
}
