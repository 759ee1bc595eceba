import Testing

@testable import PagePool

@Suite("The CPUs a process may use")
struct AvailableCPUsTests {
    @Test(
        "Quotas are read from cpu.max",
        arguments: zip(["200000 100000", "max 100000", "150000 100000", "rubbish"], [2, nil, 1.5, nil]))
    func quota(text: String, expected: Double?) {
        #expect(CgroupQuota.quota(version2: text) == expected)
    }

    @Test("Version 1's -1 is no limit")
    func versionOne() {
        #expect(CgroupQuota.quota(version2: "-1 100000") == nil)
    }

    @Test("Every group up to the root is asked")
    func directories() {
        #expect(
            CgroupQuota.directories(groups: "0::/a/b\n") == [
                "/sys/fs/cgroup/a/b", "/sys/fs/cgroup/a", "/sys/fs/cgroup",
            ])
        #expect(
            CgroupQuota.directories(groups: "3:cpu,cpuacct:/x\n2:memory:/y\n") == [
                "/sys/fs/cgroup/cpu/x", "/sys/fs/cgroup/cpu",
            ])
    }

    @Test("There is always one")
    func count() {
        #expect(AvailableCPUs.count >= 1)
    }
}
