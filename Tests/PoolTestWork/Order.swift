/// What the worker is told to do once it has its task.
public enum Order: Codable, Sendable, Equatable {
    case echo(Int)
    /// Throw an error of the worker's own.
    case fail(String)
    /// Die of a signal.
    case signal(Int32)
    case exit(Int32)
    case abort
    /// Read what is not there, as broken native code does.
    case crash
    case hang
    /// Stop as by Ctrl-Z.
    case stop
    /// Write bytes that are no message where messages should be.
    case garbage
    /// Write bytes into the socket that brings the tasks.
    case garbageInSocket
    /// Announce a message, send half of it and die.
    case halfMessage
    /// Announce a message of so many bytes.
    case announce(UInt32)
    /// Close the channel and stay.
    case closeChannel
    /// Answer a task that was never given.
    case answerAnother
    /// Write lines to standard output and standard error, then echo.
    case write(lines: Int)
    /// Write lines, then die.
    case writeAndDie(lines: Int)
    /// Print without end.
    case printForever
    /// Fill memory until an allocation fails.
    case eatMemory
    /// Fill so much memory, then hang.
    case grow(megabytes: Int)
    /// Compute without end.
    case spin
    /// Kill the parent, which for a fork server's child is the server.
    case killParent
    /// Append a number to a file, then echo it.
    case record(path: String, number: Int32)
    /// Report the process's own number as progress, then do something else.
    indirect case report(then: Order)
    /// Take so long, then do something else.
    indirect case pause(milliseconds: Int32, then: Order)
    /// Wait until a file exists, then do something else.
    indirect case after(path: String, Order)
    /// Wait until a file exists, then echo.
    case waitFor(path: String)
    /// Misbehave only if no earlier attempt has left this file.
    case onceOnly(path: String, signal: Int32)
    /// Do something else only if no earlier attempt has left this file, and echo otherwise.
    indirect case once(path: String, Order)
}

/// How making the worker goes.
public enum Beginning: Codable, Sendable {
    case good
    case refuse(String)
    case die
    case hang
    /// Begin well only if a file exists, and make it otherwise.
    case dieFirst(path: String)
    /// Take so long, then begin well.
    case late(milliseconds: Int32)
    /// Begin in another way once a file exists, and well before.
    indirect case onceThereIs(path: String, Beginning)
}
