internal import Comparison
internal import PageLayout
internal import RasterOutput
internal import SystemPackage

/// Makes the pictures of pages that differ, strip by strip, in files of a directory.
struct DifferencePictures {
    let kinds: PictureKinds
    /// Names the files.
    let place: Int
    /// In which the pages are drawn: gray or RGB.
    let color: ColorModel
    let directory: FileDescriptor
    /// Of pictures that are to be shown.
    var bound = PictureBound()

    /// What was made.
    struct Made {
        /// As they are.
        var files: ComparedPage.Pictures?
        /// Made smaller, where they are too large to be shown.
        var reduced: ComparedPage.Pictures?
        var framed: FramedSheet?
    }

    /// Makes pictures of a pair of pages.
    ///
    /// - Parameter regions: Where they differ.
    func make(_ pair: PagePair, _ regions: [PixelRect]) throws(RenderFailure) -> Made {
        var made = try make(left: pair.left, right: pair.right, regions)
        if made.files != nil || made.reduced != nil {
            let names = try writeDifference(pair, sizes([pair.left]))
            made.files?.difference = names.full
            made.reduced?.difference = names.reduced
        }
        return made
    }

    /// Makes pictures of a page, or of two that cannot be compared pixel by pixel.
    func make(
        left: (any PixelSource)?, right: (any PixelSource)?, _ regions: [PixelRect] = []
    ) throws(RenderFailure) -> Made {
        var made = Made()
        let sizes = sizes([left, right].compactMap(\.self))
        if sizes.isFull { made.files = ComparedPage.Pictures() }
        if let factor = sizes.factor { made.reduced = ComparedPage.Pictures(reduction: factor) }
        if sizes.isFull || sizes.factor != nil {
            if let left {
                let names = try write(left, CompareSide.left.rawValue, sizes)
                made.files?.left = names.full
                made.reduced?.left = names.reduced
            }
            if let right {
                let names = try write(right, CompareSide.right.rawValue, sizes)
                made.files?.right = names.full
                made.reduced?.right = names.reduced
            }
        }
        if kinds.contains(.framed) {
            made.framed = try FramedSheet.write(
                left: left, right: right, color, regions, name: "\(place).framed", directory)
        }
        return made
    }

    /// The sizes of pages' pictures: the same for both, so that one can be seen to be larger than the other.
    private func sizes(_ pages: [any PixelSource]) -> PictureWriter.Sizes {
        let factor = pages.map { bound.factor(width: $0.width, height: $0.height) }.max() ?? 1
        let isReduced = kinds.contains(.shown) && factor > 1
        return PictureWriter.Sizes(
            isFull: kinds.contains(.files) || kinds.contains(.shown) && !isReduced, factor: isReduced ? factor : nil)
    }

    private func write(
        _ source: any PixelSource, _ kind: String, _ sizes: PictureWriter.Sizes
    ) throws(RenderFailure) -> (full: String?, reduced: String?) {
        let shape = PictureWriter.Shape(width: source.width, height: source.height, color: color, dpi: source.dpi)
        let file = try PictureWriter("\(place).\(kind)", shape, sizes, directory)
        for strip in source.strips ?? [0..<source.height] { try file.write(try source.rows(strip)) }
        return try file.finish()
    }

    private func writeDifference(
        _ pair: PagePair, _ sizes: PictureWriter.Sizes
    ) throws(RenderFailure) -> (full: String?, reduced: String?) {
        let (width, height) = (pair.right.width, pair.right.height)
        let shape = PictureWriter.Shape(width: width, height: height, color: .rgb, dpi: pair.right.dpi)
        let file = try PictureWriter("\(place).difference", shape, sizes, directory)
        let picture = DifferencePicture(
            width: width, height: height, components: color.components, areas: pair.masks)
        // Stretches of equal rows may be long.
        let portion = max(1, (1 << 20) / (3 * width))
        let rgb = UnsafeMutableRawBufferPointer.allocate(byteCount: 3 * width * portion, alignment: 1)
        defer { rgb.deallocate() }
        try pair.forEachRows { compared throws(RenderFailure) in
            for part in compared.portions(of: portion, width: width, components: color.components) {
                let painted = UnsafeMutableRawBufferPointer(rebasing: rgb[..<(3 * width * part.rows.count)])
                picture.paint(part, into: painted)
                try file.write(UnsafeRawBufferPointer(painted), classes: part.classes)
            }
        }
        return try file.finish()
    }
}

extension ComparedRows {
    /// The same rows, so many at a time.
    fileprivate func portions(of count: Int, width: Int, components: Int) -> [ComparedRows] {
        stride(from: rows.lowerBound, to: rows.upperBound, by: count).map { first in
            let offset = (first - rows.lowerBound) * width
            var part = self
            part.rows = first..<min(first + count, rows.upperBound)
            part.classes = classes.map { $0 + offset }
            (part.left, part.right) = (left + offset * components, right + offset * components)
            return part
        }
    }
}
