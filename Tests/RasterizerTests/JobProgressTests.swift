import RasterOutput
import SystemPackage
import Testing

@testable import Rasterizer

@Suite("What follows from a job's outcomes", .timeLimit(.minutes(5)))
struct JobProgressTests {
    private func placement(_ number: Int, megabytes: Int) -> Placement {
        Placement(offset: number, file: "file\(number)", byteCount: megabytes << 20)
    }

    @Test("The files of a huge page are placed by several tasks, so that all workers have some")
    func placements() async {
        let feed = TaskFeed(document: 0)
        var progress = JobProgress(
            pages: [0], storage: StorageOptions(), feed: feed, spool: FileDescriptor(rawValue: -1), output: "out",
            keepsFiles: false)
        // What is left over waits for more of its kind.
        progress.send((0..<8).map { placement($0, megabytes: $0 == 2 ? 9 : 3) })
        feed.finish()
        var sizes: [[Int]] = []
        for await task in feed {
            guard case .place(let placements, let output, _) = task.task else { continue }
            #expect(output == "out")
            sizes.append(placements.map { $0.offset })
        }
        #expect(sizes == [[0, 1], [2], [3, 4], [5, 6]])
    }
}
