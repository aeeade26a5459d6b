"""Builds the wheel ``velo-recorder``: the core alone, for PyScript pages and for Python; and ``velo-audit`` for sites' tests.

Law: what runs on the owner's machine only (``recorder/host``) is not in it; pyproject.toml says so, and a
test looks.
"""

import subprocess
import sys
from pathlib import Path

from recorder.host.layout import CACHE, DIST, HOST, ROOT, digest, recorder_sources, sources
from recorder.host.step import BuildError, Facts

README = HOST / "readme" / "pypi.md"
AUDIT = HOST / "audit"


def inputs() -> str:
    return digest([*recorder_sources(), HOST / "wheel.py", README, ROOT / "pyproject.toml", ROOT / "LICENSE"])


def audit_inputs() -> str:
    return digest([*sources(AUDIT), HOST / "wheel.py"])


def make() -> Facts:
    """Write dist/velo_recorder-<version>-py3-none-any.whl; one of another version is removed."""
    return _build(ROOT, "velo_recorder")


def make_audit() -> Facts:
    """Write dist/velo_audit-<version>-py3-none-any.whl, with the fixture that a site's own tests use."""
    return _build(AUDIT, "velo_audit")


def _build(project: Path, name: str) -> Facts:
    made = CACHE / "wheel"
    for old in [*made.glob(f"{name}-*.whl"), *DIST.glob(f"{name}-*.whl")]:
        old.unlink()
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(made)]
    done = subprocess.run(command, cwd=project, text=True, capture_output=True, check=False)
    if done.returncode:
        raise BuildError(f"The wheel could not be built:\n{(done.stderr or done.stdout).strip()}")
    (wheel,) = made.glob(f"{name}-*.whl")
    DIST.mkdir(exist_ok=True)
    wheel.replace(DIST / wheel.name)
    return {"files": [wheel.name], "says": f"dist/{wheel.name}"}
