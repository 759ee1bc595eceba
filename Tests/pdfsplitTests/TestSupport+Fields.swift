import Foundation
import Testing

/// A page of square fields in rows, each painted by operators of its own, to be compared field by field.
struct FieldPage {
    /// The side of a field, in points.
    let side: Int
    /// Objects that fields name.
    var objects = ScanPDF()
    /// Resources that fields name, as entries of a dictionary of dictionaries.
    var resources = ""
    private(set) var names: [String] = []
    private var operators: [String] = []

    private static let columns = 8

    init(side: Int) { self.side = side }

    /// Adds a field; its operators paint the square from 0 to `side` each way.
    mutating func add(_ name: String, _ painting: String) {
        names.append(name)
        operators.append(painting)
    }

    private var rows: Int { (names.count + Self.columns - 1) / Self.columns }

    func data(entries: String = "") -> Data {
        var document = objects
        let contents = operators.enumerated().map { index, painting in
            let row = rows - 1 - index / Self.columns
            return "q 1 0 0 1 \(index % Self.columns * side) \(row * side) cm \(painting) Q"
        }
        document.addPage(
            contents.joined(separator: "\n"), width: Self.columns * side, height: rows * side, resources: resources,
            entries: entries)
        return document.data
    }

    /// The places of a field's pixels at 72 dpi, without its edges, which programs smooth in their own ways.
    func pixels(of index: Int) -> [(x: Int, y: Int)] {
        let left = index % Self.columns * side, top = index / Self.columns * side
        return (top + 4..<top + side - 4).flatMap { y in (left + 4..<left + side - 4).map { (x: $0, y: y) } }
    }
}

/// How far samples are from those that were wanted, in levels.
struct Deviation: CustomStringConvertible {
    private let sorted: [Double]

    /// - Parameter wanted: The mean of these pictures is.
    init(of picture: PageImage, from wanted: [PageImage], at places: [(x: Int, y: Int)]) {
        sorted = places.flatMap { place -> [Double] in
            let others = wanted.map { $0[place.x, place.y].samples }
            return picture[place.x, place.y].samples.enumerated().map { channel, sample in
                abs(sample - others.reduce(0) { $0 + $1[channel] } / Double(others.count))
            }
        }.sorted()
    }

    var mean: Double { sorted.reduce(0, +) / Double(sorted.count) }
    var most: Double { sorted.last ?? 255 }

    /// What 99 of 100 samples do not exceed.
    var percentile99: Double { sorted.isEmpty ? 255 : sorted[sorted.count * 99 / 100] }

    var description: String {
        "mean \(mean.formatted(.number.precision(.fractionLength(2)))), 99 % \(percentile99), most \(most)"
    }
}

extension PageImage.Color {
    var samples: [Double] { [red, green, blue].map(Double.init) }
}

extension Scratch {
    /// The first page as Ghostscript shows it at 72 dpi.
    func drawnByGhostscript(_ path: String, _ options: String...) throws -> PageImage {
        let name = "gs\(UInt32.random(in: 0...UInt32.max)).png"
        let fixed = ["-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=png16m", "-r72", "-dLastPage=1"]
        let result = try RunningProcess("gs", fixed + options + ["-o", name, path], directory: self.path).wait()
        try #require(result.code == 0, "\(result.message)")
        return try decode(name, with: .netpbm, dpi: 72)
    }

    /// The first page as poppler shows it at 72 dpi.
    func drawnByPoppler(_ path: String, _ options: String...) throws -> PageImage {
        let name = "poppler\(UInt32.random(in: 0...UInt32.max))"
        let fixed = ["-r", "72", "-f", "1", "-l", "1", "-singlefile"]
        let result = try RunningProcess("pdftoppm", options + fixed + [path, name], directory: self.path).wait()
        try #require(result.code == 0, "\(result.message)")
        return try PageImage(ppm: self[name + ".ppm"])
    }
}
