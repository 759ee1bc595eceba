internal import RasterOutput

/// Puts pages where they belong, as they come in any order.
///
/// Blocks on files.
protocol PageAssembler: AnyObject {
    /// Where another process of the same user finds the output that placements go to, as long as this one has it open.
    var path: String { get }

    /// Takes a page that was rendered.
    ///
    /// - Parameter place: The page's place in the output, from zero; each comes once, here or below.
    /// - Returns: The placements that are now known, of this page and of those that waited for it.
    func add(_ page: RenderedPage, number: Int, at place: Int) throws(JobError) -> [Placement]
    /// Takes a page that failed, in whose place another comes.
    func addPlaceholder(_ size: PDFPageSize, lines: [String], at place: Int) throws(JobError) -> [Placement]
    /// Takes a page that failed and is left out.
    func skip(_ place: Int) throws(JobError) -> [Placement]

    /// Carries placements out that nobody else would.
    func carryOut(_ placements: [Placement]) throws(JobError)
    /// There will be no output; pages are still taken, and their files removed.
    func abandon()
    /// Completes the output and gives it its name, or names.
    ///
    /// - Returns: Its size in bytes.
    func finish() throws(JobError) -> Int
}
