internal import Synchronization

/// The memory that goes with a message, which the message itself refers to by numbers.
final class Attachments: Sendable {
    private static let key = CodingUserInfoKey(rawValue: "PagePool.attachments")

    private let list: Mutex<[SharedMemory]>

    init(_ memories: [SharedMemory] = []) {
        list = Mutex(memories)
    }

    var memories: [SharedMemory] { list.withLock { $0 } }

    /// Adds memory, and returns its number.
    func add(_ memory: SharedMemory) -> Int {
        list.withLock { list in
            list.append(memory)
            return list.count - 1
        }
    }

    /// What coders show to the values they code.
    static func userInfo(_ attachments: Attachments?) -> [CodingUserInfoKey: Any] {
        guard let attachments, let key else { return [:] }
        return [key: attachments]
    }

    static func of(_ userInfo: [CodingUserInfoKey: Any]) -> Attachments? {
        key.flatMap { userInfo[$0] as? Attachments }
    }
}
