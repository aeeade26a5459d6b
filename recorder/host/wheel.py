"""Builds the wheel ``velo-recorder``: the core alone, for PyScript pages and for use from Python.

Law: what runs on the owner's machine only (``recorder/host``) is not in it; pyproject.toml says so, and a
test looks.
"""

import subprocess
import sys

from recorder.host.layout import CACHE, DIST, HOST, ROOT, digest, recorder_sources
from recorder.host.step import BuildError, Facts

README = HOST / "readme" / "pypi.md"


def inputs() -> str:
    return digest([*recorder_sources(), HOST / "wheel.py", README, ROOT / "pyproject.toml", ROOT / "LICENSE"])


def make() -> Facts:
    """Write dist/velo_recorder-<version>-py3-none-any.whl; one of another version is removed."""
    made = CACHE / "wheel"
    for old in [*made.glob("*.whl"), *DIST.glob("velo_recorder-*.whl")]:
        old.unlink()
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(made)]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    if done.returncode:
        raise BuildError(f"The wheel could not be built:\n{(done.stderr or done.stdout).strip()}")
    (wheel,) = made.glob("*.whl")
    DIST.mkdir(exist_ok=True)
    wheel.replace(DIST / wheel.name)
    return {"files": [wheel.name], "says": f"dist/{wheel.name}"}
