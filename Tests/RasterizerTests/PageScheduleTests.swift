import Testing

@testable import Rasterizer

@Suite("The order in which pages go out")
struct PageScheduleTests {
    @Test("Pages of like cost go out in page order")
    func even() {
        #expect(PageSchedule.order([3, 2, 4, 3, 1, 2]) == [0, 1, 2, 3, 4, 5])
        #expect(PageSchedule.order([]) == [])
        #expect(PageSchedule.order([0, 0, 0]) == [0, 1, 2])
    }

    @Test("A page that is much dearer than the rest goes first, the dearest before all")
    func outliers() {
        var costs = Array(repeating: 1.0, count: 40)
        costs[39] = 50
        costs[7] = 20
        #expect(PageSchedule.order(costs).prefix(4) == [39, 7, 0, 1])
        #expect(PageSchedule.order(costs).sorted() == Array(0..<40))
    }

    @Test("Pages that are equally dear stay in page order")
    func ties() {
        var costs = Array(repeating: 1.0, count: 40)
        (costs[30], costs[20]) = (50, 50)
        #expect(PageSchedule.order(costs).prefix(3) == [20, 30, 0])
    }
}
