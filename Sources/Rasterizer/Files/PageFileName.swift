internal import RasterOutput

/// The names of page files: the place in the output, then the page in the input, both from 1, so that a directory that
/// was kept explains itself.
enum PageFileName {
    static func name(page: Int, place: Int, codec: Codec) -> String {
        "\(place + 1).page\(page + 1).\(codec.rawValue)"
    }

    /// A piece's name is the same however it is stored, so that one rendered again replaces the first.
    static func name(page: Int, place: Int, piece: Int) -> String {
        "\(place + 1).page\(page + 1).piece\(piece + 1)"
    }

    /// The same piece coded by CCITT.
    static func faxName(page: Int, place: Int, piece: Int) -> String {
        name(page: page, place: place, piece: piece) + ".ccitt"
    }
}
