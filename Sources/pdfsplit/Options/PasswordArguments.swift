internal import ArgumentParser
internal import Glibc
internal import Rasterizer

/// The ways to give a document's password.
struct PasswordArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The document's password. Other users can see it in the list of processes; prefer --password-file or the "
                + "environment variable PDFSPLIT_PASSWORD.", valueName: "text"))
    var password: String?

    @Option(
        help: ArgumentHelp("A file whose first line is the document's password.", valueName: "file"),
        completion: .file())
    var passwordFile: String?

    func validate() throws {
        if password != nil, passwordFile != nil {
            throw ValidationError("Give either --password or --password-file.")
        }
    }

    func resolve() throws -> String? {
        if let password { return password }
        if let passwordFile { return try Self.firstLine(of: passwordFile) }
        return getenv("PDFSPLIT_PASSWORD").map { String(cString: $0) }
    }

    private static func firstLine(of path: String) throws -> String {
        let fd = open(path, O_RDONLY | O_CLOEXEC)
        guard fd >= 0 else {
            throw JobError(.usage, "The password file \(path) cannot be read: \(String(cString: strerror(errno))).")
        }
        defer { close(fd) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = max(0, read(fd, &buffer, buffer.count))
        let line = buffer.prefix(count).prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        return String(decoding: line, as: UTF8.self)
    }
}
