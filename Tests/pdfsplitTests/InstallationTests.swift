import Foundation
import Testing

@Suite("Manual, completions and installation")
struct InstallationTests {
    let scratch = Scratch()

    private func run(_ program: String, _ arguments: String..., directory: String = Checkout.root) throws
        -> ProcessResult
    {
        try RunningProcess(program, arguments, directory: directory).wait()
    }

    @Test("The manual page says of every option what the program does")
    func manual() throws {
        let result = try run("Scripts/make-manual", "--check", Checkout.program)
        #expect(result.code == 0, "\(result.message)")
    }

    @Test("Every option is in some test")
    func options() throws {
        let help = try run(Checkout.program, "--experimental-dump-help").text
        let names = Set(help.matches(of: /"kind" : "long",\s*"name" : "([^"]+)"/).map { String($0.1) })
        #expect(names.count > 30)
        let directory = Checkout.root + "/Tests/pdfsplitTests"
        let tests = try Scratch.list(directory).filter { $0.hasSuffix(".swift") && $0 != "InstallationTests.swift" }
            .map { try String(contentsOfFile: "\(directory)/\($0)", encoding: .utf8) }.joined()
        let untested = names.sorted().filter { !tests.contains("--\($0)") }
        #expect(untested == [])
    }

    /// What a person gets who types words in bash and presses the tabulator.
    private func completions(_ words: String...) throws -> [String] {
        let line = "pdfsplit " + words.joined(separator: " ")
        let last = words.last ?? "", before = words.dropLast().last ?? "pdfsplit"
        let script = """
            source usr/share/bash-completion/completions/pdfsplit
            COMP_LINE='\(line)' COMP_POINT=\(line.count) COMP_WORDS=(\(line)) COMP_CWORD=\(words.count)
            _pdfsplit pdfsplit '\(last)' '\(before)'; printf '%s\\n' "${COMPREPLY[@]}"
            """
        return try run("bash", "-c", script, directory: scratch.path).text.split(separator: "\n").map(String.init)
    }

    @Test("make install puts everything where it is looked for, and uninstall takes it away")
    func install() throws {
        let variables = ["DESTDIR=\(scratch.path)", "PREFIX=/usr", "PROGRAM=\(Checkout.program)"]
        let result = try RunningProcess("make", ["install"] + variables, directory: Checkout.root).wait()
        #expect(result.code == 0, "\(result.message)")
        #expect(try run(scratch["usr/bin/pdfsplit"], "--version").code == 0)

        // The formatter warns of what it cannot set.
        let page = try run("groff", "-man", "-Tutf8", "-P-cbou", "-ww", scratch["usr/share/man/man1/pdfsplit.1"])
        #expect(page.code == 0 && page.message.isEmpty, "\(page.message)")
        let chapters = ["COMPARE", "GOLDEN VERIFY", "GOLDEN RECORD", "GOLDEN UPDATE", "INFO"].map { "PDFSPLIT \($0)" }
        for heading in ["NAME", "SYNOPSIS", "OPTIONS", "EXIT STATUS", "EXAMPLES"] + chapters {
            #expect(page.text.contains(heading))
        }

        let files = [
            ("bash", "bash-completion/completions/pdfsplit"), ("zsh", "zsh/site-functions/_pdfsplit"),
            ("fish", "fish/vendor_completions.d/pdfsplit.fish"),
        ]
        for (shell, path) in files {
            let checked = try run(shell, "-n", scratch["usr/share/\(path)"])
            #expect(checked.code == 0 && checked.message.isEmpty, "\(shell): \(checked.message)")
            #expect(
                try String(decoding: scratch.contents("usr/share/\(path)"), as: UTF8.self).contains("antialias-text"))
        }
        let reply = try completions("--anti")
        #expect(reply.contains("--antialias") && reply.contains("--antialias-text") && !reply.contains("--paper"))

        #expect(try completions("com").contains("compare"))
        #expect(try completions("compare", "--max-d") == ["--max-different", "--max-density"])
        #expect(Set(try completions("golden", "")).isSuperset(of: ["verify", "record", "update"]))
        #expect(try completions("golden", "verify", "--sh") == ["--shard"])
        // zsh's own functions, as far as they would be called with options that can be chosen from.
        let zsh = """
            _arguments() { print -rl -- "${@[5,-1]}"; return 1 }
            compadd() { print -r -- "${(P)@[2]}" }
            compdef() { : }
            source usr/share/zsh/site-functions/_pdfsplit
            words=(pdfsplit com); CURRENT=2; _pdfsplit
            words=(pdfsplit compare --max); CURRENT=3; _pdfsplit
            """
        let choices = try run("zsh", "-f", "-c", zsh, directory: scratch.path).text.split(separator: "\n")
        #expect(choices.contains("compare golden info help"))
        #expect(choices.contains { $0.hasPrefix("--max-density[") })
        // It refuses more than one rest of the words.
        #expect(choices.filter { $0.hasPrefix("*:") || $0.hasPrefix("(-)*:") }.count == 1)
        let fish = """
            source usr/share/fish/vendor_completions.d/pdfsplit.fish
            for line in 'com' 'compare --max-d' 'golden ' 'golden verify --sh' 'compare a.pdf b.pdf --ju'
                complete -C "pdfsplit $line"
            end
            """
        let offered = try run("fish", "--no-config", "-c", fish, directory: scratch.path).text.split(separator: "\n")
            .map { $0.prefix { $0 != "\t" } }
        for word in ["compare", "--max-different", "--max-density", "verify", "record", "update", "--shard", "--junit"]
        {
            #expect(offered.contains { $0 == word }, "\(word)")
        }

        #expect(try RunningProcess("make", ["uninstall"] + variables, directory: Checkout.root).wait().code == 0)
        let left = FileManager.default.enumerator(atPath: scratch["usr"])?.compactMap { $0 as? String } ?? []
        #expect(left.filter { $0.contains("pdfsplit") } == [])
    }
}
