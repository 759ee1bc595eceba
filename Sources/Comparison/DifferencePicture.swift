import CComparison

/// A picture of how two pages differ, painted in the pass that compares them.
///
/// The right page is there in pale gray, pixels that differ are red, antialiasing is yellow, what is within the threshold
/// hardly yellow; masks are blue gray, and what differs under them is blue. Not for two threads at a time.
public final class DifferencePicture {
    private let width, components: Int
    private let masks: MaskRows
    private var inks = CComparisonInks(
        differing: (0xe5, 0x00, 0x4d), antialiased: (0xff, 0xd2, 0x4d), masked: (0x3d, 0x7d, 0xd8))

    /// Creates a picture of a page.
    ///
    /// - Parameters:
    ///   - width: As of the pages that are compared, as everything else here.
    ///   - height: Rows.
    ///   - components: Bytes of a pixel of those pages: 1 for gray, 3 for RGB.
    ///   - areas: The masks on the page.
    public init(width: Int, height: Int, components: Int, areas: [MaskArea] = []) {
        precondition(width > 0 && height > 0 && (components == 1 || components == 3))
        (self.width, self.components) = (width, components)
        masks = MaskRows(areas, width: width, height: height)
    }

    /// Paints rows.
    ///
    /// - Parameters:
    ///   - compared: As a comparer passes them on.
    ///   - rgb: Three bytes for each of their pixels, without padding, all of which are written.
    public func paint(_ compared: ComparedRows, into rgb: UnsafeMutableRawBufferPointer) {
        precondition(rgb.count == compared.rows.count * width * 3, "the rows have another size")
        let out = rgb.bindMemory(to: UInt8.self)
        guard var target = out.baseAddress else { return }
        for y in compared.rows {
            let offset = (y - compared.rows.lowerBound) * width
            ccomparison_paint_row(
                compared.right + offset * components, CInt(components), width, compared.classes.map { $0 + offset },
                masks.row(y), &inks, target)
            target += width * 3
        }
    }
}
