// Lists of values instead of the names that the compiler would code: a supervisor gets an encoded image for every page,
// and the names cost it more than all else that it does for the page. Both ends are always the same program.

extension EncodedImage: Codable {
    public func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        try list.encode(width)
        try list.encode(height)
        try list.encode(storage)
        try list.encode(trailer)
        try list.encode(isFile)
        for piece in pieces { try list.encode(piece) }
    }

    public init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        (width, height) = (try list.decode(Int.self), try list.decode(Int.self))
        storage = try list.decode(ImageStorage.self)
        trailer = try list.decode([UInt8].self)
        isFile = try list.decode(Bool.self)
        pieces = []
        while !list.isAtEnd { pieces.append(try list.decode(EncodedPiece.self)) }
    }
}

extension EncodedPiece: Codable {
    public func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        try list.encode(file)
        try list.encode(rows.lowerBound)
        try list.encode(rows.upperBound)
        try list.encode(byteCount)
        try list.encode(adler)
        try list.encode(decodedByteCount)
        for sum in checksum { try list.encode(sum) }
    }

    public init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        file = try list.decode(String.self)
        let (first, end) = (try list.decode(Int.self), try list.decode(Int.self))
        guard first <= end else {
            throw DecodingError.dataCorruptedError(in: list, debugDescription: "the rows end before they begin")
        }
        rows = first..<end
        byteCount = try list.decode(Int.self)
        adler = try list.decode(UInt32.self)
        decodedByteCount = try list.decode(UInt64.self)
        checksum = []
        while !list.isAtEnd { checksum.append(try list.decode(UInt64.self)) }
    }
}

extension ImageStorage: Codable {
    public func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        try list.encode(codec.rawValue)
        try list.encode(predicts)
        try list.encode(form)
    }

    public init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        let name = try list.decode(String.self)
        guard let codec = Codec(rawValue: name) else {
            throw DecodingError.dataCorruptedError(in: list, debugDescription: "there is no codec \(name)")
        }
        self.codec = codec
        predicts = try list.decode(Bool.self)
        form = try list.decode(ImageForm.self)
    }
}

extension ImageForm: Codable {
    /// A palette follows only where there is one; no bits stand for RGB, and 0 bits for CMYK.
    public func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        switch self {
        case .rgb: break
        case .cmyk: try list.encode(0)
        case .gray(let bits): try list.encode(bits)
        case .indexed(let palette, let bits):
            try list.encode(bits)
            try list.encode(palette)
        }
    }

    public init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        guard !list.isAtEnd else {
            self = .rgb
            return
        }
        let bits = try list.decode(Int.self)
        guard bits > 0 else {
            self = .cmyk
            return
        }
        self = list.isAtEnd ? .gray(bits: bits) : .indexed(palette: try list.decode(Palette.self), bits: bits)
    }
}

extension PDFPageSize: Codable {
    public func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        try list.encode(width)
        try list.encode(height)
    }

    public init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        self.init(width: try list.decode(Double.self), height: try list.decode(Double.self))
    }
}
