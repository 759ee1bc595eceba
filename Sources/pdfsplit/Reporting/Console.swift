internal import Glibc

/// Standard error, where everything for people goes.
enum Console {
    static var isTerminal: Bool { isatty(2) == 1 }

    /// Columns of the terminal, 80 where that is not known.
    static var width: Int {
        var size = winsize()
        guard ioctl(2, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    static func error(_ message: String) {
        write("pdfsplit: \(message)\n")
    }

    static func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // Nobody is left to tell.
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
