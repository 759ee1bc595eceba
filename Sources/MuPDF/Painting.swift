/// What of the engine's painting is our own.
public enum Painting {
    /// Rises whenever a change to this program changes pixels, so that reference renderings can tell.
    public static let version = 1
}
