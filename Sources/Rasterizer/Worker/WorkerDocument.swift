internal import Glibc
internal import MuPDF
internal import PageLayout

/// A document that a worker has open, and that is to each page as it was to the first.
final class WorkerDocument {
    /// The part of user space that a page is.
    struct Frame {
        var box: PDFRectangle
        /// Points, as the reader sees the page.
        var size: Size
        var boxes: PageBoxes
        /// What had to be replaced to find it.
        var notes: [String]

        /// The page's place on its sheet.
        func place(_ options: LayoutOptions, imageResolution: Double? = nil) throws(RenderFailure) -> Layout {
            try asRenderFailure(RenderFailure.init) { () throws(LayoutError) in
                try Layout.place(page: size, options: options, imageResolution: imageResolution)
            }
        }
    }

    /// A page that is interpreted and has its place on a sheet.
    struct PlacedPage: ~Copyable {
        let page: Page
        let layout: Layout
        /// What had to be replaced to find its frame.
        let notes: [String]
    }

    /// The objects that pages share, fonts above all, are read again after so many uses.
    private static let usesPerForgetting = 16

    let document: Document
    let pageCount: Int
    /// What the engine said while it opened the document.
    let warnings: [String]
    private var usesSinceForgetting = 0

    /// - Parameter fonts: What stands in for fonts that it does not embed.
    init(path: String, password: String?, fonts: FontDirectory? = nil) throws(RenderFailure) {
        (document, pageCount, warnings) = try asRenderFailure(RenderFailure.init) { () throws(PDFError) in
            let document = try Document(path: path, password: password)
            if let fonts { document.setFonts(fonts) }
            // Corrects the page tree, on which the numbering depends, and so comes before any page.
            let count = try document.countPages()
            guard count > 0 else { throw PDFError(.notAPDF, "the document has no pages") }
            return (document, count, document.takeMessages())
        }
    }

    /// Finds a page's frame, by one of its boxes.
    func frame(of page: Int, by wanted: PageBox) throws(RenderFailure) -> Frame {
        let geometry = try asRenderFailure(RenderFailure.init) { () throws(PDFError) in
            try document.geometry(ofPage: page)
        }
        let boxes = PageBoxes(geometry)
        return try asRenderFailure(RenderFailure.init) { () throws(LayoutError) in
            let (box, notes) = try boxes.effective(wanted)
            let malformed = geometry.malformedBoxes.map { "The page's \($0) is malformed and was left out." }
            return Frame(
                box: PDFRectangle(x0: box.x0, y0: box.y0, x1: box.x1, y1: box.y1), size: try boxes.uprightSize(of: box),
                boxes: boxes, notes: malformed + notes)
        }
    }

    /// Interprets a page.
    func open(_ number: Int, _ options: LayoutOptions) throws(RenderFailure) -> PlacedPage {
        let frame = try frame(of: number, by: options.box)
        let page = try interpret(number, frame)
        let resolution = options.needsImages ? try imageResolution(of: page) : nil
        return PlacedPage(
            page: page, layout: try frame.place(options, imageResolution: resolution), notes: frame.notes)
    }

    /// The words of a page, as far as it can be read; no page may be open.
    func words(of number: Int, _ box: PageBox) -> [String] {
        guard let frame = try? frame(of: number, by: box) else { return [] }
        let found = try? document.words(ofPage: number, box: frame.box, userUnit: frame.boxes.effectiveUserUnit)
        return found?.words.map(\.text) ?? []
    }

    private func interpret(_ number: Int, _ frame: Frame) throws(RenderFailure) -> Page {
        do {
            return try Page(number, of: document, box: frame.box, userUnit: frame.boxes.effectiveUserUnit)
        } catch {
            throw RenderFailure(error)
        }
    }

    private func imageResolution(of page: borrowing Page) throws(RenderFailure) -> Double? {
        do {
            return try page.imageResolution()
        } catch {
            throw RenderFailure(error)
        }
    }

    /// Leaves nothing of a page behind that could change the next one.
    ///
    /// - Returns: Whether the document was opened anew, so that what was read of it is of another one.
    @discardableResult
    func freshen() -> Bool {
        _ = document.takeMessages()
        document.forgetFilePages()
        usesSinceForgetting += 1
        if usesSinceForgetting == Self.usesPerForgetting {
            document.forgetObjects()
            usesSinceForgetting = 0
        }
        // After a repair objects may mean something else, and whichever page comes next must look as it does to a
        // worker that has just started.
        guard document.wasRepairedSinceOpening else { return false }
        do {
            try document.reopen()
            _ = try document.countPages()
        } catch {
            // It opened before, so the file has changed. A worker that starts anew will say what is wrong with it.
            exit(1)
        }
        _ = document.takeMessages()
        return true
    }
}

extension PageBoxes {
    init(_ geometry: PageGeometry) {
        func rectangle(_ box: PDFRectangle?) -> Rectangle? {
            box.map { Rectangle(x0: $0.x0, y0: $0.y0, x1: $0.x1, y1: $0.y1) }
        }
        self.init(
            media: rectangle(geometry.mediaBox), crop: rectangle(geometry.cropBox),
            bleed: rectangle(geometry.bleedBox), trim: rectangle(geometry.trimBox), art: rectangle(geometry.artBox),
            rotation: geometry.rotation, userUnit: geometry.userUnit)
    }
}
