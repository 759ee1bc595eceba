internal import CMuPDF

/// A rectangle in a page's user space, in its units, with its corners in order.
public struct PDFRectangle: Sendable, Equatable {
    public var x0, y0, x1, y1: Double

    public init(x0: Double, y0: Double, x1: Double, y1: Double) {
        (self.x0, self.y0, self.x1, self.y1) = (x0, y0, x1, y1)
    }
}

/// The geometry entries of a page dictionary as they stand there, looked up through its ancestors but not judged.
///
/// PDF 32000-1, 7.7.3.3 and 14.11.2.
public struct PageGeometry: Sendable, Equatable {
    public var mediaBox, cropBox, bleedBox, trimBox, artBox: PDFRectangle?
    /// The raw value of Rotate, in degrees clockwise.
    public var rotation: Int
    /// The size of a user space unit in 1/72 inch.
    public var userUnit: Double
    /// The names of boxes whose entries are no array of four numbers; they count as absent.
    public var malformedBoxes: [String] = []

    init(_ boxes: CMuPDFPageBoxes) {
        rotation = Int(boxes.rotation)
        userUnit = Double(boxes.userUnit)
        var malformed: [String] = []
        func rectangle(_ box: CMuPDFBox, _ name: String) -> PDFRectangle? {
            switch box.state {
            case .absent: return nil
            case .malformed:
                malformed.append(name)
                return nil
            case .present:
                let r = box.rect
                return PDFRectangle(x0: Double(r.x0), y0: Double(r.y0), x1: Double(r.x1), y1: Double(r.y1))
            }
        }
        mediaBox = rectangle(boxes.media, "MediaBox")
        cropBox = rectangle(boxes.crop, "CropBox")
        bleedBox = rectangle(boxes.bleed, "BleedBox")
        trimBox = rectangle(boxes.trim, "TrimBox")
        artBox = rectangle(boxes.art, "ArtBox")
        malformedBoxes = malformed
    }
}
