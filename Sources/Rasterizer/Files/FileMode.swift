internal import Glibc

/// Who may read and write a file.
enum FileMode {
    /// What files get that a program makes for its user.
    static var usual: mode_t {
        // The mask can be read only by setting it.
        let mask = umask(0)
        umask(mask)
        return 0o666 & ~mask
    }
}
