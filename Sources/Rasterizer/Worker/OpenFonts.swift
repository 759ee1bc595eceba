internal import MuPDF

/// A directory of fonts that a worker has open.
///
/// What lies in it is read by the engine, so nobody but a worker opens it; its documents share it.
final class OpenFonts {
    let directory: FontDirectory
    /// What is reported of it.
    let summary: SubstituteFonts

    init(_ path: String) throws(RenderFailure) {
        do {
            directory = try FontDirectory(path: path)
        } catch {
            var failure = RenderFailure(error)
            failure.message = "the font directory \(path) cannot be used: \(failure.message)"
            throw failure
        }
        summary = SubstituteFonts(directory: path, count: directory.count, unusableFiles: directory.unusableFiles)
    }

    /// What tells it from others: a digest of the names and contents of its files, all of which are read for it.
    var fingerprint: String {
        "directory sha256:" + directory.digest().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
