internal import RasterOutput

// Lists of values, for the reason that EncodedImage has: one of these comes for every page.

extension RenderOutput: Codable {
    private enum Kind: Int {
        case document, sheet, costs, page, split, piece, placed, joined
    }

    public func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        func put(_ kind: Kind, _ value: some Encodable) throws {
            try list.encode(kind.rawValue)
            try list.encode(value)
        }
        switch self {
        case .document(let summary): try put(.document, summary)
        case .sheet(let size): try put(.sheet, size)
        case .costs(let costs): try put(.costs, costs)
        case .page(let page): try put(.page, page)
        case .split(let page): try put(.split, page)
        case .piece(let piece): try put(.piece, piece)
        case .joined(let page): try put(.joined, page)
        case .placed: try list.encode(Kind.placed.rawValue)
        }
    }

    public init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        switch Kind(rawValue: try list.decode(Int.self)) {
        case .document: self = .document(try list.decode(DocumentSummary.self))
        case .sheet: self = .sheet(try list.decode(PDFPageSize.self))
        case .costs: self = .costs(try list.decode([Double].self))
        case .page: self = .page(try list.decode(RenderedPage.self))
        case .split: self = .split(try list.decode(SplitPage.self))
        case .piece: self = .piece(try list.decode(RenderedPiece.self))
        case .joined: self = .joined(try list.decode(JoinedPage.self))
        case .placed: self = .placed
        case nil: throw DecodingError.dataCorruptedError(in: list, debugDescription: "there is no such output")
        }
    }
}

extension RenderedPage: Codable {
    public func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        try list.encode(sheet)
        try list.encode(dpi)
        try list.encode(image)
        try list.encode(milliseconds)
        try list.encode(peakMemory)
        for warning in warnings { try list.encode(warning) }
    }

    public init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        sheet = try list.decode(PDFPageSize.self)
        dpi = try list.decode(Double.self)
        image = try list.decode(EncodedImage.self)
        milliseconds = try list.decode(Double.self)
        peakMemory = try list.decode(Int.self)
        warnings = []
        while !list.isAtEnd { warnings.append(try list.decode(String.self)) }
    }
}
