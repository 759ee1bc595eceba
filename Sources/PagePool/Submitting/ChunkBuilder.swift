/// Tasks that are being put together to go to a worker at once.
@usableFromInline
struct ChunkBuilder<Worker: PoolWorker> {
    @usableFromInline var tasks: [Worker.Task] = []
    @usableFromInline var memories: [SharedMemory] = []
    @usableFromInline var frames: [UInt8] = []

    @usableFromInline
    init() {}

    @inlinable var isEmpty: Bool { tasks.isEmpty }

    /// Adds a task.
    ///
    /// - Returns: Whether it has joined: memory goes with a single task.
    /// - Throws: An error if the task cannot be encoded.
    @inlinable
    mutating func add(_ task: Worker.Task) throws -> Bool {
        guard memories.isEmpty else { return false }
        let start = frames.count
        ChunkFrame.begin(&frames)
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
        guard ChunkFrame.finish(&frames, at: start, attachments: memories.count) else {
            throw EncodingError.invalidValue(
                task, EncodingError.Context(codingPath: [], debugDescription: "the task takes more than 4 GiB"))
        }
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

/// The frame of one task in a chunk.
@usableFromInline
enum ChunkFrame {
    /// Leaves room for the header.
    @usableFromInline
    static func begin(_ frames: inout [UInt8]) {
        withUnsafeTemporaryAllocation(byteCount: TaskHead.size, alignment: 8) { header in
            header.initializeMemory(as: UInt8.self, repeating: 0)
            frames.append(contentsOf: header)
        }
    }

    /// Writes the header of the frame that ends here, but for the task's number.
    ///
    /// - Returns: Whether a frame can be so long; if not, it is removed.
    @usableFromInline
    static func finish(_ frames: inout [UInt8], at start: Int, attachments: Int) -> Bool {
        guard let length = UInt32(exactly: frames.count - start - 4) else {
            frames.removeSubrange(start...)
            return false
        }
        Frame.put(length, at: start, in: &frames)
        frames[start + 4] = Frame.Kind.taskInChunk.rawValue
        frames[start + TaskHead.size - 1] = UInt8(attachments)
        return true
    }
}
