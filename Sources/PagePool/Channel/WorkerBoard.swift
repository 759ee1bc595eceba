internal import CPagePool
internal import Glibc

/// The memory that a worker shares with its supervisor, seen from either side.
///
/// The worker's replies go through a ring in it. They are there for the supervisor as soon as they are written, also
/// when the worker is killed in the next moment, and cost no system call each.
final class WorkerBoard {
    /// The memory itself, where anybody may look at the counters.
    final class Mapping: Sendable {
        // Both sides write to the board through atomics, or in turns.
        fileprivate nonisolated(unsafe) let board: OpaquePointer

        fileprivate init?(descriptor: Int32) {
            guard let board = cpagepool_board_map(descriptor) else { return nil }
            self.board = board
        }

        deinit { cpagepool_board_unmap(board) }

        var counters: [UInt64] {
            (0..<PoolCounters.count).map { cpagepool_board_counter(board, Int32($0)) }
        }
    }

    let mapping: Mapping
    private var board: OpaquePointer { mapping.board }
    private var tail: UInt64 = 0

    /// Maps a board; the descriptor may be closed afterwards.
    init?(descriptor: Int32) {
        guard let mapping = Mapping(descriptor: descriptor) else { return nil }
        self.mapping = mapping
    }

    // MARK: - The worker's side

    /// Puts a frame into the ring, and waits for room if there is too little.
    func put(_ bytes: UnsafeRawBufferPointer, bell: Int32) {
        guard let start = bytes.baseAddress else { return }
        cpagepool_board_put(board, start, bytes.count, bell)
    }

    /// Claims the next task before it is begun.
    ///
    /// - Returns: Whether it may be begun; if not, the supervisor has taken back all that was not.
    func claim() -> Bool { cpagepool_board_claim(board) != 0 }

    /// Notes which task begins, for the supervisor to see.
    func begin(task: UInt64) { cpagepool_board_begin(board, task) }

    /// Ends a revocation.
    func resume() { cpagepool_board_resume(board) }

    func count(_ addend: UInt64, counter: Int) { cpagepool_board_count(board, Int32(counter), addend) }

    // MARK: - The supervisor's side

    /// Takes what is in the ring.
    ///
    /// - Returns: How many bytes were taken; nil if the board makes no sense any more.
    func take(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        guard let start = buffer.baseAddress else { return 0 }
        let count = cpagepool_board_take(board, &tail, start, buffer.count)
        return count < 0 ? nil : count
    }

    /// Empties the ring, while nobody writes.
    func reset() { cpagepool_board_reset(board, &tail) }

    /// Takes back all tasks that have not been begun.
    ///
    /// - Returns: How many have been begun since the board was made.
    func revoke() -> UInt64 { cpagepool_board_revoke(board) }

    /// The number of the task begun last.
    var task: UInt64 { cpagepool_board_task(board) }
}

/// The numbers that workers count up for others to see.
enum PoolCounters {
    static let count = Int(CPagePoolCounters)
}
