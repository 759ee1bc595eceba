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

    /// What was made.
    struct Made {
        var files: ComparedPage.Pictures?
        var framed: FramedSheet?
    }

    /// Makes pictures of a pair of pages.
    ///
    /// - Parameter regions: Where they differ.
    func make(_ pair: PagePair, _ regions: [PixelRect]) throws(RenderFailure) -> Made {
        var made = try make(left: pair.left, right: pair.right, regions)
        if kinds.contains(.files) { made.files?.difference = try writeDifference(pair) }
        return made
    }

    /// Makes pictures of a page, or of two that cannot be compared pixel by pixel.
    func make(
        left: (any PixelSource)?, right: (any PixelSource)?, _ regions: [PixelRect] = []
    ) throws(RenderFailure) -> Made {
        var made = Made()
        if kinds.contains(.files) {
            made.files = ComparedPage.Pictures()
            if let left { made.files?.left = try write(left, CompareSide.left.rawValue) }
            if let right { made.files?.right = try write(right, CompareSide.right.rawValue) }
        }
        if kinds.contains(.framed) {
            made.framed = try FramedSheet.write(
                left: left, right: right, color, regions, name: "\(place).framed", directory)
        }
        return made
    }

    private func write(_ source: any PixelSource, _ kind: String) throws(RenderFailure) -> String {
        let name = "\(place).\(kind).png"
        try PNGFileWriter.write(source, color, name: name, directory)
        return name
    }

    private func writeDifference(_ pair: PagePair) throws(RenderFailure) -> String {
        let name = "\(place).difference.png"
        let (width, height) = (pair.right.width, pair.right.height)
        let file = try asRenderFailure(RenderFailure.init) { () throws(OutputError) in
            try PNGFileWriter(
                name: name, directory: directory, width: width, height: height, color: .rgb, resolution: pair.right.dpi)
        }
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
                try asRenderFailure(RenderFailure.init) { () throws(OutputError) in
                    try file.write(UnsafeRawBufferPointer(painted))
                }
            }
        }
        try asRenderFailure(RenderFailure.init) { () throws(OutputError) in try file.finish() }
        return name
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
