internal import Comparison
internal import MuPDF
internal import PageLayout
internal import RasterOutput

/// A source that a worker has open.
final class OpenSource {
    enum Contents {
        case pdf(WorkerDocument)
        case images([String])
    }

    let contents: Contents
    let summary: DocumentSummary
    /// By which masks and reports know its pages.
    let numbers: PageNumbers
    /// For the pixels of this side's pages.
    let buffer = SharedPixels()

    /// - Parameter fonts: What stands in for fonts that a PDF does not embed.
    init(_ source: CompareSource, fonts: OpenFonts? = nil) throws(RenderFailure) {
        switch source.contents {
        case .pdf(let path, let password):
            let document = try WorkerDocument(path: path, password: password, fonts: fonts?.directory)
            contents = .pdf(document)
            summary = DocumentSummary(
                pageCount: document.pageCount, warnings: document.warnings, fonts: fonts?.summary)
        case .images(let paths):
            contents = .images(paths)
            let count = paths.count == 1 ? try ImagePage.count(in: paths[0]) : paths.count
            summary = DocumentSummary(pageCount: count, warnings: [])
        }
        numbers = PageNumbers(source, count: summary.pageCount)
    }

    var document: WorkerDocument? {
        if case .pdf(let document) = contents { document } else { nil }
    }
}
