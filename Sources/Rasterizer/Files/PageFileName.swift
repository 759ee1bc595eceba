internal import RasterOutput

/// The names of page files: the place in the output, then the page in the input, both from 1, so that a directory that
/// was kept explains itself.
enum PageFileName {
    static func stem(page: Int, place: Int) -> String {
        "\(place + 1).page\(page + 1)"
    }

    static func name(page: Int, place: Int, codec: Codec) -> String {
        stem(page: page, place: place) + "." + codec.rawValue
    }
}
