/// In which order pages go out.
///
/// In page order the output can be written as pages come. But a page that takes long must not be the last, when nothing
/// is left for the other workers to do; so pages that are much dearer than the rest go first.
enum PageSchedule {
    /// How many pages are weighed, and put in order, together.
    static let window = 256
    /// Dearer by this factor than the mean of the pages weighed with it, a page goes first.
    static let outlier = 3.0

    /// The places of a window's pages in the order in which they should go out.
    ///
    /// - Parameter costs: Of each page in page order, in any unit.
    static func order(_ costs: [Double]) -> [Int] {
        let mean = costs.reduce(0, +) / Double(max(1, costs.count))
        let places = Array(costs.indices)
        let dear = places.filter { costs[$0] > Self.outlier * mean }
        let others = places.filter { costs[$0] <= Self.outlier * mean }
        return dear.sorted { (costs[$0], $1) > (costs[$1], $0) } + others
    }
}
