internal import Comparison
internal import PageLayout
internal import RasterOutput

extension PageSignature {
    /// Takes the signature of a page, drawn small, whatever its size; an image is taken as it is.
    ///
    /// - Parameters:
    ///   - page: From zero.
    ///   - layout: How it is drawn but for its size.
    init(of source: OpenSource, page: Int, layout: LayoutOptions) throws(RenderFailure) {
        var layout = layout
        layout.resolution = .within(width: 160, height: 160)
        let page = try PagePairOpener(layout: layout).open(source, page, as: .gray)
        // Drawn so small, a page is a single strip.
        let rows = try page.source.rows(0..<page.source.height)
        self.init(gray: rows, width: page.source.width, height: page.source.height)
    }
}
