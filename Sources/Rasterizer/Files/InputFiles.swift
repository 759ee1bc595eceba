internal import Glibc

/// Files that a run reads, and that no report of it may be written over.
public struct InputFiles: Sendable {
    /// Whatever lies in them is safe from being written over too.
    private let directories: [String]
    private let files: [String]

    public init(_ files: [String], directories: [String] = []) {
        (self.files, self.directories) = (files, directories)
    }

    /// Those that are compared.
    ///
    /// - Throws: A ``JobError`` if a side cannot be read.
    public init(of sides: [CompareInput]) throws(JobError) {
        var files: [String] = []
        for side in sides {
            switch try side.source().contents {
            case .pdf(let path, _): files.append(path)
            case .images(let paths): files += paths
            }
        }
        self.init(files)
    }

    /// Makes sure that a file can be written without one of them being lost, by whatever links.
    public func check(output path: String) throws(JobError) {
        if let file = files.first(where: { FileIdentity.areSame($0, path) }) {
            throw JobError(.usage, "\(path) would be written over \(file), which is read. Choose another name.")
        }
        if let directory = directories.first(where: { FileIdentity.lies(path, in: $0) }) {
            throw JobError(.usage, "\(path) lies in \(directory), which is read. Choose another place.")
        }
    }

    /// Makes sure that files of such names can be written into a directory, and removed from it.
    public func check(directory: String, named isOurs: (String) -> Bool) throws(JobError) {
        for file in files where isOurs(String(NumberedName.file(of: file))) {
            if FileIdentity.areSame(FileIdentity.directory(of: file), directory) {
                throw JobError(
                    .usage, "Pictures in \(directory) would replace \(file), which is read. Choose another place.")
            }
        }
        if let place = directories.first(where: { FileIdentity.lies("\(directory)/.", in: $0) }) {
            throw JobError(.usage, "\(directory) lies in \(place), which is read. Choose another place.")
        }
    }
}
