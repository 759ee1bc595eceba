import Testing

@testable import Rasterizer

@Suite("The feed of a job's tasks", .timeLimit(.minutes(5)))
struct TaskFeedTests {
    private func pages(_ range: Range<Int>) -> [RenderTask] { range.map { .render(page: $0, place: $0) } }

    private func all(_ feed: TaskFeed) async -> [RenderTask] {
        var tasks: [RenderTask] = []
        for await task in feed { tasks.append(task.task) }
        return tasks
    }

    @Test("What follows from pages under way goes before new pages")
    func urgent() async {
        let feed = TaskFeed(document: 0)
        feed.append(pages(0..<3))
        let iterator = feed.makeAsyncIterator()
        #expect(await iterator.next()?.task == .render(page: 0, place: 0))
        feed.appendUrgent(pages(10..<12))
        feed.finish()
        #expect(await all(feed) == pages(10..<12) + pages(1..<3))
    }

    @Test("A reader that waits gets what comes")
    func waiting() async {
        let feed = TaskFeed(document: 0)
        async let read = all(feed)
        for page in 0..<100 {
            feed.append(pages(page..<page + 1))
            await Task.yield()
        }
        feed.finish()
        #expect(await read == pages(0..<100))
    }

    @Test("Urgent tasks can be taken back until somebody has taken them")
    func removal() async {
        let feed = TaskFeed(document: 0)
        feed.append(pages(0..<1))
        feed.appendUrgent(pages(10..<14))
        let iterator = feed.makeAsyncIterator()
        #expect(await iterator.next()?.task == .render(page: 10, place: 10))
        let removed = feed.removeUrgent {
            if case .render(let page, _) = $0 { page < 13 } else { false }
        }
        #expect(removed == 2)
        feed.finish()
        #expect(await all(feed) == pages(13..<14) + pages(0..<1))
    }

    @Test("A reader that is cancelled while it waits is let go")
    func cancellation() async {
        let feed = TaskFeed(document: 0)
        let reading = Task { await all(feed) }
        await Task.yield()
        reading.cancel()
        #expect(await reading.value == [])
    }
}
