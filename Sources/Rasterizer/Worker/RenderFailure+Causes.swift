internal import MuPDF
internal import PageLayout
internal import RasterOutput

extension RenderFailure {
    init(_ error: PDFError) {
        let kind: Kind =
            switch error.code {
            case .fileUnreadable, .notAnImage, .imageUnreadable: .inputUnreadable
            case .noFonts: .fontsUnusable
            case .notAPDF: .notAPDF
            case .passwordNeeded: .passwordNeeded
            case .passwordWrong: .passwordWrong
            case .pageUnreadable: .pageRefused
            case .outOfMemory: .limit
            }
        let text = error.code == .outOfMemory ? "memory ran out: \(error)" : error.description
        self.init(kind, text)
    }

    /// - Parameter path: The image file, one of many.
    init(_ error: PDFError, image path: String) {
        self.init(error)
        message = "\(path): \(message)"
    }

    init(_ error: LayoutError) {
        self.init(error.kind == .tooManyPixels ? .limit : .pageRefused, error.message)
    }

    init(_ error: OutputError) {
        switch error.code {
        case .writeFailed: self.init(.outputUnwritable, error.description)
        case .unsupported: self.init(.limit, error.description + "; use --codec flate")
        case .codecFailed, .mismatch: self.init(.pageRefused, error.description)
        }
    }
}

/// Runs a step and gives its error the form that travels.
func asRenderFailure<Result, Cause: Error>(
    _ convert: (Cause) -> RenderFailure, _ step: () throws(Cause) -> Result
) throws(RenderFailure) -> Result {
    do {
        return try step()
    } catch {
        throw convert(error)
    }
}
