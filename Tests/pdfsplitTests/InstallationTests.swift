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

    @Test("make install puts everything where it is looked for, and uninstall takes it away")
    func install() throws {
        let variables = ["DESTDIR=\(scratch.path)", "PREFIX=/usr", "PROGRAM=\(Checkout.program)"]
        let result = try RunningProcess("make", ["install"] + variables, directory: Checkout.root).wait()
        #expect(result.code == 0, "\(result.message)")
        #expect(try run(scratch["usr/bin/pdfsplit"], "--version").code == 0)

        // The formatter warns of what it cannot set.
        let page = try run("groff", "-man", "-Tutf8", "-P-cbou", "-ww", scratch["usr/share/man/man1/pdfsplit.1"])
        #expect(page.code == 0 && page.message.isEmpty, "\(page.message)")
        for heading in ["NAME", "SYNOPSIS", "OPTIONS", "EXIT STATUS", "EXAMPLES"] {
            #expect(page.text.contains(heading))
        }

        let completions = [
            ("bash", "bash-completion/completions/pdfsplit"), ("zsh", "zsh/site-functions/_pdfsplit"),
            ("fish", "fish/vendor_completions.d/pdfsplit.fish"),
        ]
        for (shell, path) in completions {
            let checked = try run(shell, "-n", scratch["usr/share/\(path)"])
            #expect(checked.code == 0 && checked.message.isEmpty, "\(shell): \(checked.message)")
            #expect(
                try String(decoding: scratch.contents("usr/share/\(path)"), as: UTF8.self).contains("antialias-text"))
        }
        // What a person gets who types the beginning of an option and presses the tabulator.
        let script = """
            source usr/share/bash-completion/completions/pdfsplit
            COMP_LINE='pdfsplit --anti' COMP_POINT=15 COMP_WORDS=(pdfsplit --anti) COMP_CWORD=1
            _pdfsplit pdfsplit --anti pdfsplit; printf '%s\\n' "${COMPREPLY[@]}"
            """
        let reply = try run("bash", "-c", script, directory: scratch.path).text.split(separator: "\n")
        #expect(reply.contains("--antialias") && reply.contains("--antialias-text") && !reply.contains("--paper"))

        #expect(try RunningProcess("make", ["uninstall"] + variables, directory: Checkout.root).wait().code == 0)
        let left = FileManager.default.enumerator(atPath: scratch["usr"])?.compactMap { $0 as? String } ?? []
        #expect(left.filter { $0.contains("pdfsplit") } == [])
    }
}
