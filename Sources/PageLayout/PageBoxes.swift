/// The boxes of one page as its dictionary gives them, inherited values already looked up.
///
/// Rectangles are in user space units with their corners in any order, and nil where the key is absent.
public struct PageBoxes: Sendable, Equatable, Codable {
    /// The entry MediaBox.
    public var media: Rectangle?

    /// The entry CropBox.
    public var crop: Rectangle?

    /// The entry BleedBox.
    public var bleed: Rectangle?

    /// The entry TrimBox.
    public var trim: Rectangle?

    /// The entry ArtBox.
    public var art: Rectangle?

    /// The entry Rotate in degrees clockwise, as the file has it; 0 where it is absent.
    public var rotation: Int

    /// The entry UserUnit in points per unit, as the file has it; 1 where it is absent.
    public var userUnit: Double

    /// What stands in for an absent MediaBox: US Letter, as in viewers.
    public static let defaultMediaBox = Rectangle(x0: 0, y0: 0, x1: 612, y1: 792)

    /// The largest coordinate and extent taken, in units; beyond it the engine's single precision loses the page.
    public static let largestCoordinate = 1e7

    /// Creates a page's boxes from what its dictionary holds.
    public init(
        media: Rectangle? = nil,
        crop: Rectangle? = nil,
        bleed: Rectangle? = nil,
        trim: Rectangle? = nil,
        art: Rectangle? = nil,
        rotation: Int = 0,
        userUnit: Double = 1
    ) {
        self.media = media
        self.crop = crop
        self.bleed = bleed
        self.trim = trim
        self.art = art
        self.rotation = rotation
        self.userUnit = userUnit
    }

    /// The rotation in use: 0, 90, 180 or 270 degrees clockwise.
    ///
    /// PDF 32000-1, table 30 demands a multiple of 90. Others go to the nearest one, halves upwards, as in MuPDF.
    public var effectiveRotation: Int {
        let turn = rotation % 360
        let degrees = turn < 0 ? turn + 360 : turn
        return 90 * ((degrees + 45) / 90) % 360
    }

    /// The points per user space unit in use: the file's value, or 1 where that is not finite and above zero.
    public var effectiveUserUnit: Double {
        userUnit.isFinite && userUnit > 0 ? userUnit : 1
    }

    /// Returns a box in user space as PDF 32000-1, 14.11.2.1 has it: defaults filled in, cut by the MediaBox.
    ///
    /// - Parameter box: The box that is wanted.
    /// - Returns: The box with its corners in order, and a sentence for each value that had to be replaced.
    /// - Throws: `LayoutError` of kind `unusablePage` for a MediaBox or a result that cannot be drawn.
    public func effective(_ box: PageBox) throws(LayoutError) -> (box: Rectangle, notes: [String]) {
        var notes: [String] = []
        let media = try effectiveMedia(&notes)
        let result =
            switch box {
            case .media: media
            case .crop: usable(crop, .crop, in: media, &notes) ?? media
            case .bleed: usable(bleed, .bleed, in: media, &notes) ?? usable(crop, .crop, in: media, &notes) ?? media
            case .trim: usable(trim, .trim, in: media, &notes) ?? usable(crop, .crop, in: media, &notes) ?? media
            case .art: usable(art, .art, in: media, &notes) ?? usable(crop, .crop, in: media, &notes) ?? media
            }
        guard result.width >= 1, result.height >= 1 else {
            throw PageBoxes.refusal(
                "The page's \(box.key) comes to \(result.text), less than one unit across, which cannot be drawn.",
                advice: "Choose another box with --box."
            )
        }
        noteAttributes(&notes)
        return (result, notes)
    }

    /// Returns the size in points that a box has in front of the reader, after rotation and user unit.
    ///
    /// - Parameter box: A box in user space, such as `effective(_:)` returns.
    /// - Returns: The size in points, both extents above zero.
    /// - Throws: `LayoutError` of kind `unusablePage` when the size is not finite and above zero.
    public func uprightSize(of box: Rectangle) throws(LayoutError) -> Size {
        let corners = box.normalized
        let width = corners.width * effectiveUserUnit
        let height = corners.height * effectiveUserUnit
        let turned = effectiveRotation % 180 == 90
        let size = Size(width: turned ? height : width, height: turned ? width : height)
        guard size.isPositive else {
            throw PageBoxes.refusal(
                "The page's box \(box.text) at \(effectiveUserUnit.text()) points to the unit has no usable size.",
                advice: "Repair the file or leave the page out."
            )
        }
        return size
    }
}

// MARK: -

extension PageBoxes {
    private func effectiveMedia(_ notes: inout [String]) throws(LayoutError) -> Rectangle {
        guard let media else {
            notes.append("The page has no MediaBox; US Letter (612 x 792 pt) is used, as viewers do.")
            return PageBoxes.defaultMediaBox
        }
        let corners = media.normalized
        let isSane =
            media.isFinite && max(corners.width, corners.height) <= PageBoxes.largestCoordinate
            && [media.x0, media.y0, media.x1, media.y1].allSatisfy { $0.magnitude <= PageBoxes.largestCoordinate }
        guard isSane, corners.width >= 1, corners.height >= 1 else {
            throw PageBoxes.refusal(
                "The page's MediaBox \(media.text) cannot be drawn: it must be finite, at least 1 unit in each "
                    + "direction and within \(PageBoxes.largestCoordinate.text()) units of the origin.",
                advice: "Repair the file or leave the page out."
            )
        }
        return corners
    }

    /// Returns the part of a box within the MediaBox, or nil, with a note if the box is there and has no such part.
    private func usable(
        _ rectangle: Rectangle?,
        _ box: PageBox,
        in media: Rectangle,
        _ notes: inout [String]
    ) -> Rectangle? {
        guard let rectangle else { return nil }
        let visible = rectangle.normalized.intersection(media)
        // Infinite corners would pass as "all of the medium", which no writer means by them.
        guard rectangle.isFinite, !visible.isEmpty else {
            let fallback = box == .crop ? PageBox.media : PageBox.crop
            notes.append(
                "The page's \(box.key) \(rectangle.text) has no area within its MediaBox; the \(fallback.key) is used."
            )
            return nil
        }
        return visible
    }

    private func noteAttributes(_ notes: inout [String]) {
        if rotation % 90 != 0 {
            notes.append(
                "The page's rotation of \(rotation) degrees is not a multiple of 90; \(effectiveRotation) is used."
            )
        }
        if !(userUnit.isFinite && userUnit > 0) {
            notes.append("The page's UserUnit of \(userUnit.text()) is not above zero; 1 is used.")
        }
    }

    private static func refusal(_ problem: String, advice: String) -> LayoutError {
        LayoutError(kind: .unusablePage, message: "\(problem) \(advice)")
    }
}
