import PagePool
import Testing

@testable import Rasterizer

@Suite("Settings of a job's workers")
struct PoolSettingsTests {
    private static let mebibyte = 1 << 20

    private static func settings(_ change: (inout PoolSettings) -> Void) -> PoolSettings {
        var settings = PoolSettings(workerArguments: ["--worker"])
        change(&settings)
        return settings
    }

    @Test(
        "Values at the ends of their ranges pass",
        arguments: [
            settings { _ in },
            settings { ($0.jobs, $0.retries) = (1, 0) },
            settings { ($0.jobs, $0.retries) = (4096, 1000) },
            settings { ($0.memoryBudget, $0.workerMemoryLimit) = (96 * mebibyte, 96 * mebibyte) },
            settings { ($0.memoryBudget, $0.workerMemoryLimit, $0.pageTimeLimit) = (nil, nil, nil) },
        ])
    func accepted(settings: PoolSettings) throws {
        try settings.validate()
    }

    @Test(
        "A value beyond its range is refused by the name of its option",
        arguments: [
            ("--jobs", settings { $0.jobs = 0 }), ("--jobs", settings { $0.jobs = 4097 }),
            ("--retries", settings { $0.retries = -1 }), ("--retries", settings { $0.retries = 1001 }),
            ("--page-timeout", settings { $0.pageTimeLimit = .zero }),
            ("--max-memory", settings { $0.memoryBudget = 96 * mebibyte - 1 }),
            ("--max-worker-memory", settings { $0.workerMemoryLimit = 96 * mebibyte - 1 }),
        ])
    func refused(option: String, settings: PoolSettings) throws {
        let error = #expect(throws: JobError.self) { try settings.validate() }
        #expect(error?.kind == .usage && error?.description.hasPrefix("\(option) must be ") == true)
    }

    @Test("A budget leaves as many workers as have 96 MiB of it, which they share evenly")
    func budget() {
        let settings = Self.settings { ($0.jobs, $0.memoryBudget) = (8, 300 * Self.mebibyte) }
        #expect(settings.processes == 3)
        #expect(settings.configuration.processes == 3)
        #expect(settings.configuration.limits.residentMemory == 100 * Self.mebibyte)
        #expect(Self.settings { ($0.jobs, $0.memoryBudget) = (2, 300 * Self.mebibyte) }.processes == 2)
    }
}
