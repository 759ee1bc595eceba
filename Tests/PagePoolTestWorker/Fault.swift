import Glibc
import PoolTestWork

/// Something that can go wrong with a task.
struct Fault {
    var name: String
    var order: Order
    /// What becomes of the task, as `TaskOutcome.kind` has it.
    var kind: String
    /// Whether it takes a time limit to end it.
    var isEndless = false

    static let all: [Fault] = [
        Fault(name: "SIGKILL", order: .signal(SIGKILL), kind: "signaled 9"),
        Fault(name: "bad access", order: .crash, kind: "signaled 11"),
        Fault(name: "abort", order: .abort, kind: "signaled 6"),
        Fault(name: "silent exit", order: .exit(0), kind: "exited 0"),
        Fault(name: "exit 3", order: .exit(3), kind: "exited 3"),
        Fault(name: "hang", order: .hang, kind: "time limit", isEndless: true),
        Fault(name: "endless output", order: .printForever, kind: "time limit", isEndless: true),
        Fault(name: "SIGSTOP", order: .stop, kind: "time limit", isEndless: true),
        Fault(name: "garbage", order: .garbage, kind: "protocol broken"),
        Fault(name: "half a message", order: .halfMessage, kind: "exited 0"),
        Fault(name: "2 GiB announced", order: .announce(0x8000_0000), kind: "protocol broken"),
        Fault(name: "growth", order: .grow(megabytes: 96), kind: "memory limit"),
        Fault(name: "throws", order: .fail("paper jam"), kind: "thrown paper jam"),
    ]
}

/// Which tasks of a run are faulty.
enum Position: String, CaseIterable {
    case first, middle, last, every

    func places(in count: Int) -> [Int] {
        switch self {
        case .first: [0]
        case .middle: [count / 2]
        case .last: [count - 1]
        case .every: Array(0..<count)
        }
    }
}
