"""What the virtual environment holds beside the packages that `peers` names."""

import os
import subprocess
import sys

from harness import peers

# Pillow's and fontTools' versions are fixed because they decide over bytes of the documents, not only over time.
PACKAGES = {"pypdfium2": None, "numpy": None, "pillow": "13.0.0", "fonttools": "4.68.0"}


def require() -> None:
    """Makes sure of the environment and of all its packages."""
    peers.require_environment()
    installed = versions()
    missing = [
        f"{name}=={wanted}" if wanted else name
        for name, wanted in PACKAGES.items()
        if installed[name] is None or wanted not in (None, installed[name])]
    if missing:
        print(f"installing {', '.join(missing)} into {os.path.relpath(peers.ENVIRONMENT)}", file=sys.stderr)
        subprocess.run([peers.ENVIRONMENT_PYTHON, "-m", "pip", "install", "--quiet", *missing], check=True)


def versions() -> dict[str, str | None]:
    """The installed version of each of the packages, or None."""
    script = (
        "import importlib.metadata as data, sys\n"
        "found = {each.metadata['Name'].lower(): each.version for each in data.distributions()}\n"
        "for name in sys.argv[1:]: print(found.get(name, ''))")
    lines = subprocess.run(
        [peers.ENVIRONMENT_PYTHON, "-c", script, *PACKAGES], check=True, text=True, stdout=subprocess.PIPE).stdout
    return {name: line or None for name, line in zip(PACKAGES, lines.split("\n"))}
