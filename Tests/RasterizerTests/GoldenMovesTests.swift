import Foundation
import Testing

@testable import Rasterizer

@Suite("Files that get the names of goldens")
struct GoldenMovesTests {
    private let root = URL(filePath: NSTemporaryDirectory()).appending(path: "golden-moves.\(UUID())")

    /// Makes goldens with these contents, one for each page, and a new file, and does something with them.
    private func withGoldens(
        _ contents: String,
        _ body: (_ moves: inout GoldenMoves, _ contents: () throws -> [String: String]) throws -> Void
    ) throws {
        let (goldens, spool) = (root.appending(path: "goldens"), root.appending(path: "spool"))
        for directory in [goldens, spool] {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        }
        defer { try? FileManager.default.removeItem(at: root) }
        for (index, character) in contents.enumerated() {
            try Data(String(character).utf8).write(
                to: goldens.appending(path: GoldenManifest.fileName(ofPage: index + 1)))
        }
        try Data("N".utf8).write(to: spool.appending(path: "new"))
        var moves = GoldenMoves(directory: goldens.path(), spool: spool.path())
        try body(&moves) {
            let names = try FileManager.default.contentsOfDirectory(atPath: goldens.path())
            return try Dictionary(
                uniqueKeysWithValues: names.map {
                    ($0, String(decoding: try Data(contentsOf: goldens.appending(path: $0)), as: UTF8.self))
                })
        }
    }

    private static func goldens(_ contents: String) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: contents.enumerated().map {
                (GoldenManifest.fileName(ofPage: $0.offset + 1), String($0.element))
            })
    }

    private static func kept(_ from: Int, _ to: Int) -> GoldenPlan.Move {
        .init(from: GoldenManifest.fileName(ofPage: from), isNew: false, to: GoldenManifest.fileName(ofPage: to))
    }

    private static func new(_ page: Int) -> GoldenPlan.Move {
        .init(from: "new", isNew: true, to: GoldenManifest.fileName(ofPage: page))
    }

    private static let inserted = [new(1), kept(1, 2), kept(2, 3), kept(3, 4), kept(4, 5)]

    @Test("All that was done is undone")
    func undone() throws {
        try withGoldens("ABCD") { moves, contents in
            try moves.carryOut(Self.inserted, replaces: true)
            let shifted = try contents()
            #expect(shifted == Self.goldens("NABCD"))
            moves.undo()
            let undone = try contents()
            #expect(undone == Self.goldens("ABCD"))
        }
    }

    @Test("A step that fails leaves all as it was, those before it too")
    func failed() throws {
        try withGoldens("ABCD") { moves, contents in
            // The second new file is not there.
            let missing = GoldenPlan.Move(from: "none", isNew: true, to: "page-002.png")
            let caught = #expect(throws: JobError.self) {
                try moves.carryOut([Self.new(1), missing], replaces: true)
            }
            #expect(caught?.kind == .outputUnwritable)
            let rest = try contents()
            #expect(rest == Self.goldens("ABCD"))
        }
    }

    @Test("Where nothing is to be replaced, nothing is, and nothing is added either")
    func refused() throws {
        try withGoldens("AB") { moves, contents in
            let third = GoldenPlan.Move(from: "new", isNew: true, to: "page-003.png")
            #expect(throws: JobError.self) { try moves.carryOut([third, Self.new(2)], replaces: false) }
            let untouched = try contents()
            #expect(untouched == Self.goldens("AB"))
            try moves.carryOut([third], replaces: false)
            let added = try contents()
            #expect(added == Self.goldens("ABN"))
        }
    }

    @Test(
        "A golden that stays has a name at every moment",
        arguments: [
            inserted, [kept(2, 1), kept(3, 2), kept(4, 3)], [kept(2, 1), new(2), kept(3, 4), kept(4, 5)],
            [new(1), new(2), kept(1, 3), kept(4, 5), new(4)],
        ])
    func order(moves: [GoldenPlan.Move]) {
        var files = Self.goldens("ABCD")
        let before = files
        let staying = Set(moves.filter { !$0.isNew }.compactMap { files[$0.from] })
        for move in GoldenMoves.ordered(moves) {
            files[move.to] = move.isNew ? "N" : before[move.from]
            #expect(staying.isSubset(of: files.values))
        }
    }
}
