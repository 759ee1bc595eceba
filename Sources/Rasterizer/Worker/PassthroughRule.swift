internal import MuPDF
internal import PageLayout
internal import RasterOutput

/// Says whether a page's image may stay as it is, given what a user asks for, and where it goes on the sheet.
struct PassthroughRule {
    /// An image this much finer than the sheet counts as being of its resolution: pixels of scans are rounded.
    static let tolerance = 1.01
    /// Points that an image may overhang what is painted of the sheet, or that its edges may be off the axes.
    static let overhang = 0.5, skew = 0.01

    let options: RasterOptions

    /// Where an image goes, if it stays as it is.
    func placing(_ image: PassedImage, _ layout: Layout) -> PassedStream.Placing? {
        // What an image holds is not in the colours of a profile that is asked for.
        guard options.storage.profile == nil, allows(image.color, bits: image.bits), allows(image.filter),
            isUprightOrTurned(image.matrix),
            isEnlargedOrKept(image, layout), isUncut(image, layout)
        else { return nil }
        let m = onSheet(image.matrix, layout)
        // From a unit square and a sheet whose y points down to those whose y points up.
        return PassedStream.Placing(
            a: m.a, b: -m.b, c: -m.c, d: m.d, e: m.c + m.e, f: layout.sheet.height - (m.d + m.f))
    }

    /// Pixels per inch of the sheet.
    func resolution(_ image: PassedImage, _ layout: Layout) -> Double? {
        image.resolution.map { $0 * layout.dpi / 72 / layout.matrix.a }
    }

    private func allows(_ color: PassedImage.Color, bits: Int) -> Bool {
        switch options.storage.color {
        case .auto: true
        case .gray: color == .gray
        case .rgb: color == .rgb && bits == 8
        case .mono: color == .gray && bits == 1
        case .cmyk: color == .cmyk && bits == 8
        }
    }

    private func allows(_ filter: PassedImage.Filter) -> Bool {
        switch options.storage.codec {
        case .auto: true
        case .jpeg: filter == .jpeg
        // JPEG 2000 may be, but its data alone says so.
        case .lossless: filter == .ccitt || filter == .jbig2
        case .flate: false
        }
    }

    private func isUprightOrTurned(_ m: PassedImage.Matrix) -> Bool {
        max(m.b.magnitude, m.c.magnitude) < Self.skew || max(m.a.magnitude, m.d.magnitude) < Self.skew
    }

    private func isEnlargedOrKept(_ image: PassedImage, _ layout: Layout) -> Bool {
        let m = image.matrix, scale = layout.matrix.a * Self.tolerance
        let columns = max(m.a.magnitude, m.b.magnitude) * scale, rows = max(m.c.magnitude, m.d.magnitude) * scale
        return columns >= Double(image.width) && rows >= Double(image.height)
    }

    /// Whether nothing but the edges of the sheet cuts the image, as they do in the output too, and something of it shows.
    private func isUncut(_ image: PassedImage, _ layout: Layout) -> Bool {
        let m = onSheet(image.matrix, layout)
        let place = Matrix(a: m.a, b: m.b, c: m.c, d: m.d, e: m.e, f: m.f)
            .transform(Rectangle(x0: 0, y0: 0, x1: 1, y1: 1))
        let points = 72 / layout.dpi, clip = layout.clip
        let x0 = Double(clip.x0) * points, x1 = Double(clip.x1) * points
        let y0 = Double(clip.y0) * points, y1 = Double(clip.y1) * points
        return place.x0 < x1 && place.x1 > x0 && place.y0 < y1 && place.y1 > y0
            && (clip.x0 <= 0 || place.x0 >= x0 - Self.overhang)
            && (clip.y0 <= 0 || place.y0 >= y0 - Self.overhang)
            && (clip.x1 >= layout.pixelWidth || place.x1 <= x1 + Self.overhang)
            && (clip.y1 >= layout.pixelHeight || place.y1 <= y1 + Self.overhang)
    }

    /// The map of an image's unit square to points of the sheet, y down; what is off the axes by nothing that shows is
    /// taken for being on them.
    private func onSheet(_ m: PassedImage.Matrix, _ layout: Layout) -> PassedImage.Matrix {
        let points = 72 / layout.dpi, scale = layout.matrix.a * points
        let isTurned = m.a.magnitude < Self.skew
        var placed = m
        placed.a = isTurned ? 0 : m.a * scale
        placed.b = isTurned ? m.b * scale : 0
        placed.c = isTurned ? m.c * scale : 0
        placed.d = isTurned ? 0 : m.d * scale
        placed.e = m.e * scale + layout.matrix.e * points
        placed.f = m.f * scale + layout.matrix.f * points
        return placed
    }
}
