internal import RasterOutput

/// The names of page files: the place in the output, then the page in the input, both from 1, so that a directory that
/// was kept explains itself.
struct PageFileName {
    /// What tells apart the documents that share a directory; nothing if there is one.
    let prefix: String

    init(prefix: String = "") {
        self.prefix = prefix
    }

    func name(page: Int, place: Int, codec: Codec) -> String {
        name(page: page, place: place, codecName: codec.rawValue)
    }

    func name(page: Int, place: Int, codecName: String) -> String {
        "\(prefix)\(place + 1).page\(page + 1).\(codecName)"
    }

    /// A piece's name is the same however it is stored, so that one rendered again replaces the first.
    func name(page: Int, place: Int, piece: Int) -> String {
        "\(prefix)\(place + 1).page\(page + 1).piece\(piece + 1)"
    }

    /// The same piece coded by CCITT.
    func faxName(page: Int, place: Int, piece: Int) -> String {
        name(page: page, place: place, piece: piece) + ".ccitt"
    }
}
