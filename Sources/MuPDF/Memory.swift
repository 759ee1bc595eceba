internal import CMuPDF

/// How this process treats the memory that drawing takes.
public enum Memory {
    /// Lets the process keep some of what it has freed, up to 64 MB, for the next page.
    ///
    /// Holds for the whole process, for good. Calling it again does nothing.
    ///
    /// - Returns: Whether the system's allocator can do so.
    @discardableResult
    public static func keepFreed() -> Bool {
        cmupdf_memory_keep()
    }

    /// Gives all that is free now back to the system, as after work that took more than what follows will.
    public static func releaseFreed() {
        cmupdf_memory_release()
    }
}
