"""The programs that are compared, and their installation."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import Callable

BENCHMARKS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ENVIRONMENT = os.path.join(BENCHMARKS, ".venv")
ENVIRONMENT_PYTHON = os.path.join(ENVIRONMENT, "bin", "python")
DEFAULT_PDFSPLIT = os.path.join(os.path.dirname(BENCHMARKS), ".build", "release", "pdfsplit")
MANUALS = "/usr/share/R/doc/manual"
# The system's Python rather than the one that runs the benchmark, so that the figures do not depend on which that is.
SYSTEM_PYTHON = "/usr/bin/python3"
PYTHON_PACKAGES = ["PyMuPDF", "img2pdf", "pebble"]

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
# The packages of commands and files.
DEBIAN = {
    "mutool": "mupdf-tools",
    "pdftoppm": "poppler-utils",
    "gs": "ghostscript",
    "compare": "imagemagick",
    "node": "nodejs",
    FONT: "fonts-dejavu-core",
}


@dataclass
class Peer:
    """A program to measure."""

    name: str
    version: str
    # The command for a document, an output and a resolution.
    command: Callable[[str, str, int], list[str]]
    writes_output: bool = True
    slow: bool = False


def pdfsplit(path: str) -> Peer:
    """The program all this is about."""
    if not os.access(path, os.X_OK):
        sys.exit(f"{path}: not there. Build it: swift build -c release --static-swift-stdlib, or name it: --pdfsplit")
    # A bare name would be looked up in PATH rather than here.
    path = os.path.abspath(path)
    return Peer(
        "pdfsplit", _output([path, "--version"]).split()[-1],
        lambda source, target, dpi: [path, source, target, "--dpi", str(dpi)])


def pdfsplit_with(path: str, *flags: str) -> Peer:
    """pdfsplit with options."""
    ours = pdfsplit(path)
    return Peer(
        " ".join(["pdfsplit", *flags]), ours.version,
        lambda source, target, dpi: [*ours.command(source, target, dpi), *flags])


def pdfsplit_variants(path: str) -> list[Peer]:
    """The work of most others, RGB as JPEG of quality 75; and Ghostscript's, edges in 16 steps."""
    return [
        pdfsplit_with(path, "--color", "rgb", "--codec", "jpeg", "--quality", "75"),
        pdfsplit_with(path, "--antialias", "4")]


def mutool() -> list[Peer]:
    """MuPDF's own tool, plain and with its parallel rendering. It encodes nothing and writes nothing here.

    It does less than the others, so it is a mark for rendering alone rather than another way to the same result. Both
    ways are measured because neither always wins: drawing in bands interprets a page once for each band, which can
    cost more than the threads gain.
    """
    version = _output(["mutool", "-v"]).split()[-1]
    parallel = ["-P", "-T", str(len(os.sched_getaffinity(0))), "-B", "512"]

    def peer(flags: list[str]) -> Peer:
        return Peer(
            " ".join(["mutool draw", *flags]), version,
            lambda source, _, dpi: [
                "mutool", "draw", "-q", *flags, "-r", str(dpi), "-F", "pnm", "-o", "/dev/null", source],
            writes_output=False)

    return [peer([]), peer(parallel)]


def pdfium_pool() -> Peer:
    """The fast recipe in Python."""
    versions = (
        "import PIL, img2pdf, pypdfium2, platform; print(f'Python {platform.python_version()}, pypdfium2 "
        "{pypdfium2.PYPDFIUM_INFO} with PDFium {pypdfium2.PDFIUM_INFO}, Pillow {PIL.__version__}, "
        "img2pdf {img2pdf.__version__}')")
    return Peer(
        "Pool + pypdfium2 + img2pdf", _output([ENVIRONMENT_PYTHON, "-c", versions]).strip(),
        _script("pool_pdfium.py"))


def pdftoppm_ranges() -> Peer:
    """The recipe of shell scripts."""
    return Peer(
        "pdftoppm on ranges + img2pdf", _output(["pdftoppm", "-v"]).splitlines()[0].split()[-1],
        _script("pdftoppm_ranges.py"))


def ghostscript() -> Peer:
    """The only other program that makes a PDF of images by itself. It works on one core."""
    flags = [
        "-q", "-dSAFER", "-sDEVICE=pdfimage24", "-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", "-dDownScaleFactor=1"]
    return Peer(
        "gs -sDEVICE=pdfimage24", _output(["gs", "--version"]).strip(),
        lambda source, target, dpi: ["gs", *flags, f"-r{dpi}", "-o", target, source],
        slow=True)


def pymupdf_pool() -> Peer:
    """The usual recipe in Python."""
    versions = (
        "import img2pdf, pymupdf, platform; print(f'Python {platform.python_version()}, PyMuPDF "
        "{pymupdf.VersionBind} with MuPDF {pymupdf.VersionFitz}, img2pdf {img2pdf.__version__}')")
    return Peer(
        "Pool + PyMuPDF + img2pdf", _output([ENVIRONMENT_PYTHON, "-c", versions]).strip(),
        _script("pool_pymupdf.py"), slow=True)


def _script(name: str) -> Callable[[str, str, int], list[str]]:
    """The command of one of the recipes."""
    path = os.path.join(BENCHMARKS, "peers", name)
    return lambda source, target, dpi: [ENVIRONMENT_PYTHON, path, source, target, "--dpi", str(dpi)]


def require_packages(documents: list[str], commands: list[str] = (), fonts: list[str] = ()) -> None:
    """Makes sure of the commands, fonts and documents that Debian has, or says how to get them."""
    packages = [DEBIAN[command] for command in commands if not shutil.which(command)]
    packages += [DEBIAN[font] for font in fonts if not os.path.exists(font)]
    missing = [document for document in documents if not os.path.isfile(document)]
    strange = [document for document in missing if os.path.dirname(document) != MANUALS]
    if strange:
        sys.exit(f"{strange[0]}: no such file")
    if missing:
        packages.append("r-doc-pdf")
    _install(packages)
    still_missing = [document for document in missing if not os.path.isfile(document)]
    if still_missing:
        sys.exit(f"{still_missing[0]}: no such file")


def _install(packages: list[str]) -> None:
    """Installs Debian packages, or says how to."""
    if not packages:
        return
    install = ["apt-get", "install", "-y", *packages]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"Missing: {', '.join(packages)}. On Debian: sudo {' '.join(install)}")
    print(" ".join(install), file=sys.stderr)
    # Without it, a fresh system knows of no packages.
    subprocess.run(["apt-get", "update", "-qq"], check=True, stdout=sys.stderr)
    subprocess.run(install, check=True, stdout=sys.stderr)


def require_environment() -> None:
    """Makes the virtual environment with the Python peers, once."""
    python = SYSTEM_PYTHON if os.path.exists(SYSTEM_PYTHON) else sys.executable
    if os.path.exists(ENVIRONMENT_PYTHON) and _succeeds([ENVIRONMENT_PYTHON, "-c", "import pymupdf, img2pdf, pebble"]):
        return
    # Debian's Python has venv, but not what it puts into an environment.
    if not _succeeds([python, "-c", "import ensurepip, venv"]):
        _install(["python3-venv"])
    print(f"installing {', '.join(PYTHON_PACKAGES)} into {os.path.relpath(ENVIRONMENT)}", file=sys.stderr)
    subprocess.run([python, "-m", "venv", "--clear", ENVIRONMENT], check=True)
    subprocess.run([ENVIRONMENT_PYTHON, "-m", "pip", "install", "--quiet", *PYTHON_PACKAGES], check=True)


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True).returncode == 0


def first_line(command: list[str]) -> str:
    """The first line that a command says."""
    return _output(command).splitlines()[0]


def _output(command: list[str]) -> str:
    """What a command says; mutool gives its version on standard error."""
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True)
    return result.stdout
