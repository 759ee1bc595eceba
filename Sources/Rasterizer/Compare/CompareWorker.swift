internal import Comparison
internal import MuPDF
internal import PageLayout
public import PagePool
internal import RasterOutput
internal import SystemPackage

/// The work of a process that compares pages: draws both sides of a pair, and says how they differ.
public final class CompareWorker: PoolWorker {
    /// Both sides of a comparison.
    private static let openLimit = 2

    private let setup: CompareSetup
    private let directory: FileDescriptor?
    private let fonts: OpenFonts?
    /// The one used last is the last.
    private var open: [(index: Int, source: OpenSource)] = []

    public init(setup: CompareSetup) throws(RenderFailure) {
        Memory.keepFreed()
        self.setup = setup
        directory = try setup.spoolDirectory.map(SpoolDirectory.open)
        fonts = try setup.fontDirectory.map(OpenFonts.init)
    }

    public func run(_ task: CompareTask, context: TaskContext<Never>) throws(RenderFailure) -> CompareOutput {
        defer { for entry in open { entry.source.document?.freshen() } }
        switch task {
        case .open(let index): return .opened(try source(index).summary)
        case .digest(let index, let pages): return .digests(try digest(source(index), pages))
        case .sign(let page, let settings):
            return .signature(
                try PageSignature(of: source(page.source), page: page.page, layout: setup.settings[settings].layout))
        case .compare(let left, let right, let settings, let place, let pictures):
            let start = ContinuousClock.now
            var (page, framed) = try compare(left, right, setup.settings[settings], place, pictures)
            page.milliseconds = start.elapsedMilliseconds
            return .compared(page, framed)
        case .draw(let reference, let side, let settings, let place, let pictures):
            let start = ContinuousClock.now
            var (page, framed) = try draw(reference, side, setup.settings[settings], place, pictures)
            page.milliseconds = start.elapsedMilliseconds
            return .compared(page, framed)
        }
    }

    private func source(_ index: Int) throws(RenderFailure) -> OpenSource {
        if let place = open.firstIndex(where: { $0.index == index }) {
            let entry = open.remove(at: place)
            open.append(entry)
            return entry.source
        }
        guard setup.sources.indices.contains(index) else {
            throw RenderFailure(.inputUnreadable, "there is no source \(index + 1)")
        }
        if open.count == Self.openLimit { open.removeFirst() }
        let source = try OpenSource(setup.sources[index], fonts: fonts)
        open.append((index, source))
        return source
    }

    /// A page whose objects cannot be told has no digest: it will be drawn, and what is wrong with it said then.
    private func digest(_ source: OpenSource, _ pages: [Int]) -> [[UInt8]?] {
        pages.map { try? source.document?.document.objectDigest(ofPage: $0) }
    }

    private func compare(
        _ left: PageReference, _ right: PageReference, _ settings: CompareSettings, _ place: Int,
        _ pictures: PictureKinds
    ) throws(RenderFailure) -> (ComparedPage, FramedSheet?) {
        try PageComparison(settings: settings, pictures: pictures, place: place, directory: directory).compare(
            source(left.source), left.page, source(right.source), right.page)
    }

    private func draw(
        _ reference: PageReference, _ side: CompareSide, _ settings: CompareSettings, _ place: Int,
        _ pictures: PictureKinds
    ) throws(RenderFailure) -> (ComparedPage, FramedSheet?) {
        try PageComparison(settings: settings, pictures: pictures, place: place, directory: directory).draw(
            source(reference.source), reference.page, side)
    }
}
