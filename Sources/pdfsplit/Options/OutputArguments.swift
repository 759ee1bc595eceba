internal import ArgumentParser
internal import Glibc
internal import RasterOutput
internal import Rasterizer

/// The options for what is written, and where.
struct OutputArguments: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The same as the second path; - is standard output.", valueName: "path"),
        completion: .file())
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Where outputs are written that are named after their inputs; then there may be several, and one that "
                + "fails does not stop the others.", valueName: "directory"),
        completion: .directory)
    var outputDir: String?

    @Option(
        help: ArgumentHelp(
            "What pages become: pdf, tiff (of several pages, or a file for each), png, jpeg, pnm. "
                + "(default: by the output's extension)", valueName: "format"))
    var format: OutputFormat?

    func validate(paths: [String]) throws {
        if outputDir != nil {
            if output != nil { throw ValidationError("Give either --output-dir or -o.") }
            if paths.contains("-") {
                throw ValidationError(
                    "Standard input has no name to call an output by. Give -o instead of --output-dir.")
            }
            return
        }
        switch (paths.count, output) {
        case (1, nil): throw ValidationError("There is no output. Name a file after the input, or with -o.")
        case (1, _?), (2, nil): break
        case (2, _?): throw ValidationError("Name the output either after the input or with -o.")
        default: throw ValidationError("Several inputs need a directory for their outputs: --output-dir.")
        }
    }

    /// Each input with its output.
    func pairs(_ paths: [String]) throws -> [(input: String, output: String)] {
        guard let outputDir else { return [(paths[0], output ?? paths[1])] }
        // Made here, because each job makes only what is its own.
        guard mkdir(outputDir, 0o777) == 0 || errno == EEXIST else {
            throw JobError(
                .outputUnwritable, "\(outputDir) cannot be made: \(String(cString: strerror(errno))).")
        }
        let format = format ?? .pdf
        return paths.map { input in
            // A directory takes files for each page, and of these TIFFs are asked for as documents here.
            let name = format.isDocument ? "\(Self.stem(input)).\(format.fileExtension)" : ""
            return (input, "\(Self.withoutSlash(outputDir))/\(name)")
        }
    }

    /// What a path stands for: a document, a pattern for page files, or a directory for them.
    ///
    /// - Parameter input: What a directory's files are named after.
    func target(_ path: String, input: String) throws -> (output: JobOutput, format: OutputFormat) {
        if path == "-" { return try standardOutput() }
        if let format, format != .pdf, Self.isDirectory(path) { return files(in: path, format, input: input) }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let known = name.lastIndex(of: ".").flatMap { OutputFormat(fileExtension: name[name.index(after: $0)...]) }
        // What there is no other word for is a PDF, under whatever name.
        let format = format ?? known ?? .pdf
        if format == .pdf || (format == .tiff && !name.contains("%")) { return (.document(path), format) }
        return (.files(try PageFileTemplate(parsing: path)), format)
    }

    private func standardOutput() throws -> (output: JobOutput, format: OutputFormat) {
        let format = format ?? .pdf
        guard format.isDocument else {
            throw ValidationError("Standard output takes a document; give page files a name such as 'page-%03d.png'.")
        }
        guard isatty(1) == 0 else {
            throw ValidationError("Standard output is a terminal; send it to a file or another program.")
        }
        return (.standardOutput, format)
    }

    private func files(
        in directory: String, _ format: OutputFormat, input: String
    ) -> (output: JobOutput, format: OutputFormat) {
        let name = input == "-" ? "page" : Self.stem(input)
        let template = PageFileTemplate(
            directory: Self.withoutSlash(directory), prefix: name + "-", padding: .pageCount,
            suffix: "." + format.fileExtension)
        return (.files(template), format)
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return path.hasSuffix("/") || (stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR)
    }

    private static func withoutSlash(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    /// A file's name without its directory and extension.
    static func stem(_ path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }
}
