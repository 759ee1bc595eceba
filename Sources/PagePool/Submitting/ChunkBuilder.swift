/// Tasks that are being put together to go to a worker at once.
struct ChunkBuilder<Worker: PoolWorker> {
    private static var headerSize: Int { Frame.headerSize + 9 }

    private(set) var tasks: [Worker.Task] = []
    private(set) var memories: [SharedMemory] = []
    private var frames: [UInt8] = []

    var isEmpty: Bool { tasks.isEmpty }

    /// Adds a task.
    ///
    /// - Returns: Whether it has joined: memory goes with a single task.
    /// - Throws: An error if the task cannot be encoded.
    mutating func add(_ task: Worker.Task) throws -> Bool {
        guard memories.isEmpty else { return false }
        let start = frames.count
        frames.append(contentsOf: repeatElement(0, count: Self.headerSize))
        do {
            memories = try MessageEncoder.encode(task, appendingTo: &frames)
        } catch {
            frames.removeSubrange(start...)
            throw error
        }
        guard memories.isEmpty || tasks.isEmpty else {
            frames.removeSubrange(start...)
            memories = []
            return false
        }
        guard let length = UInt32(exactly: frames.count - start - 4) else {
            frames.removeSubrange(start...)
            throw EncodingError.invalidValue(
                task, EncodingError.Context(codingPath: [], debugDescription: "the task takes more than 4 GiB"))
        }
        Frame.put(length, at: start, in: &frames)
        frames[start + 4] = Frame.Kind.taskInChunk.rawValue
        frames[start + Self.headerSize - 1] = UInt8(memories.count)
        tasks.append(task)
        return true
    }

    /// The frames to send, numbered.
    consuming func numbered(from first: UInt64) -> [UInt8] {
        var frames = frames
        var offset = 0
        for number in first..<first + UInt64(tasks.count) {
            Frame.put(number, at: offset + Frame.headerSize, in: &frames)
            if number == first + UInt64(tasks.count) - 1 { frames[offset + 4] = Frame.Kind.task.rawValue }
            offset += 4 + Int(frames.number(at: offset, as: UInt32.self))
        }
        return frames
    }
}
