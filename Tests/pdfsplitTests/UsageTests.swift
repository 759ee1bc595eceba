import Foundation
import Glibc
import Testing

@Suite("Exit code 2: what cannot be meant")
struct UsageTests {
    let scratch = Scratch()

    @Test(
        "A mistake on the command line is told, and nothing is read or written",
        arguments: [
            ["--no-such-option", "in.pdf", "out.pdf"], ["in.pdf"], ["in.pdf", "out.pdf", "more.pdf"],
            ["--dpi", "0", "in.pdf", "out.pdf"], ["--dpi", "nan", "in.pdf", "out.pdf"],
            ["--dpi", "9601", "in.pdf", "out.pdf"], ["--dpi", "-300", "in.pdf", "out.pdf"],
            ["--paper", "A44", "in.pdf", "out.pdf"], ["--paper", "0x10mm", "in.pdf", "out.pdf"],
            ["--margin", "1in,2in,3in", "in.pdf", "out.pdf"],
            ["--margin", "150mm", "--paper", "A4", "in.pdf", "out.pdf"],
            ["--scaling", "stretch", "in.pdf", "out.pdf"], ["--align", "middle", "in.pdf", "out.pdf"],
            ["--box", "paper", "in.pdf", "out.pdf"], ["--orientation", "up", "in.pdf", "out.pdf"],
            ["--pages", "0", "in.pdf", "out.pdf"], ["--pages", "1,,2", "in.pdf", "out.pdf"],
            ["--pages", "", "in.pdf", "out.pdf"], ["--codec", "gif", "in.pdf", "out.pdf"],
            ["--effort", "10", "in.pdf", "out.pdf"], ["--antialias", "9", "in.pdf", "out.pdf"],
            ["--antialias-text", "-1", "in.pdf", "out.pdf"], ["--max-memory", "1M", "in.pdf", "out.pdf"],
            ["--lossless", "--codec", "jpeg", "in.pdf", "out.pdf"], ["--color", "lab", "in.pdf", "out.pdf"],
            ["--color", "mono", "--codec", "jpeg", "in.pdf", "out.pdf"],
            ["--color", "mono", "--dither", "dots", "in.pdf", "out.pdf"], ["--dither", "ordered", "in.pdf", "out.pdf"],
            ["--quality", "0", "in.pdf", "out.pdf"], ["--quality", "101", "in.pdf", "out.pdf"],
            ["--jobs", "0", "in.pdf", "out.pdf"], ["--jobs", "-1", "in.pdf", "out.pdf"],
            ["--retries", "-1", "in.pdf", "out.pdf"], ["--page-timeout", "0", "in.pdf", "out.pdf"],
            ["--page-timeout", "soon", "in.pdf", "out.pdf"], ["--max-worker-memory", "1M", "in.pdf", "out.pdf"],
            ["--max-worker-memory", "lots", "in.pdf", "out.pdf"], ["--max-pixels", "0", "in.pdf", "out.pdf"],
            ["--on-error", "ignore", "in.pdf", "out.pdf"], ["--progress", "dots", "in.pdf", "out.pdf"],
            ["--password", "a", "--password-file", "b", "in.pdf", "out.pdf"],
        ])
    func mistakes(arguments: [String]) throws {
        try FileManager.default.copyItem(atPath: Sample.blank.path, toPath: scratch["in.pdf"])
        let result = try scratch.start(arguments).wait()
        #expect(result.code == 2)
        #expect(!result.message.isEmpty && result.output.isEmpty)
        #expect(scratch.files == ["in.pdf"] && scratch.temporaryFiles == [])
    }

    @Test("Nothing at all brings the help on standard error")
    func nothing() throws {
        let result = try scratch.pdfsplit()
        #expect(result.code == 2)
        #expect(result.message.contains("<in.pdf> <out.pdf>") && result.output.isEmpty)
    }

    @Test("Help and version are data", arguments: [["--help"], ["-h"], ["--version"], ["--dpi", "72", "--help"]])
    func help(arguments: [String]) throws {
        let result = try scratch.start(arguments).wait()
        #expect(result.code == 0)
        #expect(!result.text.isEmpty && result.message.isEmpty)
    }

    @Test(
        "Usage and hints of every command begin with the program",
        arguments: [
            ["compare"], ["golden"], ["golden", "verify"], ["golden", "record"], ["golden", "update"], ["info"],
        ])
    func fullNames(command: [String]) throws {
        let name = (["pdfsplit"] + command).joined(separator: " ")
        let mistake = try scratch.start(command + ["--no-such-option"]).wait()
        #expect(mistake.code == 2 && mistake.output.isEmpty)
        #expect(mistake.message.contains("\nUsage: \(name) "), "\(mistake.message)")
        #expect(mistake.message.contains("\n  See '\(name) --help' for more information."), "\(mistake.message)")
        let help = try scratch.start(command + ["--help"]).wait()
        #expect(help.code == 0 && help.text.contains("\nUSAGE: \(name) "))
        #expect(try scratch.start(["help"] + command).wait().text == help.text)
        #expect(try scratch.start(command + ["--version"]).wait().text == scratch.pdfsplit("--version").text)
    }

    @Test("Help is found behind a command that has others, too")
    func helpBehind() throws {
        let help = try scratch.pdfsplit("golden", "verify", "--help").text
        #expect(try scratch.pdfsplit("golden", "help", "verify").text == help)
        #expect(try scratch.pdfsplit("golden", "help").text.contains("See 'pdfsplit help golden <subcommand>'"))
    }

    @Test("The help names every exit code")
    func exitCodesInHelp() throws {
        let text = try scratch.pdfsplit("--help").text.split { $0.isWhitespace }.joined(separator: " ")
        for code in [
            "0 all", "2 usage", "3 some", "4 input", "5 password", "6 output", "7 every", "8 a limit", "9 warn",
        ] {
            #expect(text.contains(code), "\(code)")
        }
    }

    enum Alias: CaseIterable { case samePath, otherSpelling, hardLink, symbolicLink, linkedInput }

    @Test("The input is never its own output", arguments: Alias.allCases)
    func inputIsOutput(alias: Alias) throws {
        let original = try Data(contentsOf: URL(filePath: Sample.stamp.path))
        try scratch.write(original, to: "in.pdf")
        var (input, output) = ("in.pdf", "alias.pdf")
        switch alias {
        case .samePath: output = "in.pdf"
        case .otherSpelling: output = "./tmp/../in.pdf"
        case .hardLink: #expect(link(scratch["in.pdf"], scratch["alias.pdf"]) == 0)
        case .symbolicLink: #expect(symlink("in.pdf", scratch["alias.pdf"]) == 0)
        case .linkedInput:
            #expect(symlink("in.pdf", scratch["alias.pdf"]) == 0)
            swap(&input, &output)
        }
        let before = scratch.files
        let result = try scratch.pdfsplit(input, output)
        #expect(result.code == 2)
        #expect(result.message.contains("is the input itself"))
        #expect(try scratch.contents("in.pdf") == original)
        #expect(scratch.files == before && scratch.temporaryFiles == [])
    }

    @Test("A worker started by hand says what it is and ends")
    func workerByHand() throws {
        let result = try scratch.pdfsplit("--run-as-pool-worker")
        #expect(result.code > 0)
        #expect(result.message.contains("process pool"))
    }
}
