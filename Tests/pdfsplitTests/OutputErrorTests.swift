import Foundation
import Glibc
import Testing

@Suite("Exit code 6: outputs and temporary directories that cannot be written")
struct OutputErrorTests {
    let scratch = Scratch()

    @Test(
        "An output that cannot be made is refused with its name",
        arguments: ["missing/out.pdf", "/proc/out.pdf", Sample.blank.path + "/out.pdf", "tmp", "/dev/full", ""])
    func output(path: String) throws {
        let result = try scratch.pdfsplit("--dpi", "36", Sample.text.path, path)
        #expect(result.code == 6)
        #expect(result.message.hasPrefix("pdfsplit: \(path)"), "\(result.message)")
        #expect(scratch.files == [] && scratch.temporaryFiles == [])
    }

    @Test("A directory without write permission is refused", .enabled(if: geteuid() != 0, "root may write anywhere"))
    func permission() throws {
        scratch.makeDirectory("closed")
        chmod(scratch["closed"], 0o555)
        #expect(try scratch.pdfsplit("--dpi", "36", Sample.text.path, "closed/out.pdf").code == 6)
        #expect(try scratch.pdfsplit("--dpi", "36", "--temp-dir", "closed", Sample.text.path, "out.pdf").code == 6)
        #expect(!scratch.exists())
    }

    @Test("A temporary directory that cannot be used is named", arguments: ["missing", "/proc", "/dev/null"])
    func temporaryDirectory(path: String) throws {
        let result = try scratch.pdfsplit("--dpi", "36", "--temp-dir", path, Sample.text.path, "out.pdf")
        #expect(result.code == 6)
        #expect(result.message.contains(path) && result.message.contains("--temp-dir"))
        #expect(scratch.files == [])
        let other = try scratch.pdfsplit(
            "--dpi", "36", Sample.text.path, "out.pdf", environment: ["TMPDIR": path])
        #expect(other.code == 6)
        #expect(scratch.files == [])
    }

    /// Whether a file system can be mounted that only the test sees.
    private static let canMount: Bool = {
        let attempt = try? RunningProcess("unshare", ["-rm", "mount", "-t", "tmpfs", "x", "/mnt"], directory: "/")
            .wait()
        return attempt?.code == 0
    }()

    @Test(
        "A full disk is an error of its own, under the page files and under the output",
        .enabled(if: canMount, "needs a namespace of its own to mount in"),
        arguments: [(["--temp-dir", "full"], "out.pdf"), ([], "full/out.pdf")])
    func fullDisk(options: [String], output: String) throws {
        scratch.makeDirectory("full")
        let mount = "mount -t tmpfs -o size=256k tmpfs full && exec \"$@\""
        let command = [Checkout.program, "--dpi", "200"] + options + [Sample.photos.path, output]
        let result = try RunningProcess(
            "unshare", ["-rm", "sh", "-c", mount, "sh"] + command, environment: ["TMPDIR": scratch.temporary],
            directory: scratch.path
        ).wait()
        #expect(result.code == 6)
        #expect(result.message.contains("No space left on device"))
        #expect(scratch.files == ["full"] && scratch.temporaryFiles == [])
    }

    @Test("A limit on the size of files is an error like a full disk")
    func fileSizeLimit() throws {
        // 8 blocks of 512 bytes, and no signal at them.
        let result = try scratch.pdfsplit(
            "--dpi", "200", Sample.photos.path, "out.pdf", prepared: "trap '' XFSZ && ulimit -f 8")
        #expect(result.code == 6, "\(result.message)")
        #expect(result.message.contains("--temp-dir") || result.message.contains("out.pdf"))
        #expect(scratch.files == [] && scratch.temporaryFiles == [])
    }

    @Test("A report that cannot be written is an error though the output is there")
    func report() throws {
        let result = try scratch.pdfsplit(
            "--dpi", "36", "--report", "missing/report.json", Sample.text.path, "out.pdf")
        #expect(result.code == 6)
        #expect(result.message.contains("missing/report.json"))
    }

    @Test("A fifo is written to like a file")
    func fifo() throws {
        #expect(mkfifo(scratch["pipe"], 0o600) == 0)
        let reader = try RunningProcess("/bin/sh", ["-c", "cat pipe > read.pdf"], directory: scratch.path)
        let result = try scratch.pdfsplit("--dpi", "36", Sample.text.path, "pipe")
        #expect(result.code == 0, "\(result.message)")
        #expect(try reader.wait().code == 0)
        #expect(try scratch.pdfsplit("--dpi", "36", Sample.text.path, "out.pdf").code == 0)
        #expect(try scratch.contents("read.pdf") == scratch.contents())
    }
}
