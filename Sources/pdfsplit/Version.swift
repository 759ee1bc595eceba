/// The program's name and version, as `--version`, reports and outputs have it.
enum Version {
    static let number = "0.1.0"
    static let producer = "pdfsplit \(number)"
}
