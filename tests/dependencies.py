"""Asks whether a version that is pinned here is known to be unsafe: pip-audit for Python, npm audit for the rest.

    python -m tests.dependencies

Law: what could not be asked is said, and is no pass. pip-audit comes into a folder of its own (`.build/pip-audit`), since its
packages and ours need not agree. Exit code: 0 nothing known, 1 something is, 2 it could not be asked (no network, or an index
without advisories).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from recorder.host import node
from recorder.host.layout import CACHE, ROOT

PIP_AUDIT = "pip-audit==2.10.1"
FOLDER = CACHE / "pip-audit"
NOTHING, UNSAFE, UNKNOWN = range(3)


def pinned() -> list[str]:
    """Every requirement of pyproject.toml, with its version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    rows = [row for group in project["dependency-groups"].values() for row in group]
    return list(dict.fromkeys([*rows, *project["tool"]["velo"]["constraints"]]))


def of_python() -> int:
    if not (FOLDER / "pip_audit").is_dir():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(FOLDER), PIP_AUDIT]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "requirements.txt"
        asked.write_text("\n".join(pinned()), encoding="utf-8")
        options = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json", "-r", str(asked)]
        done = subprocess.run(
            [sys.executable, "-m", "pip_audit", *options],
            env={**os.environ, "PYTHONPATH": str(FOLDER)},
            capture_output=True,
            text=True,
            check=False,
        )
    try:
        rows = json.loads(done.stdout)["dependencies"]
    except ValueError:
        return _told(UNKNOWN, "pip-audit could not ask: " + (done.stderr.strip().splitlines() or ["no answer"])[-1][:200])
    known = [(f"{row['name']} {row['version']}", [one["id"] for one in row["vulns"]]) for row in rows if row.get("vulns")]
    unsafe = [f"{name}: {', '.join(ids)}" for name, ids in known]
    unasked = [row["name"] for row in rows if "skip_reason" in row]
    if unsafe:
        return _told(UNSAFE, "\n".join(unsafe))
    if unasked:
        some = ", ".join(unasked[:5])
        return _told(UNKNOWN, f"{len(unasked)} of {len(rows)} Python packages could not be asked about: {some} ...")
    return _told(NOTHING, f"nothing is known of {len(rows)} Python packages")


def of_node() -> int:
    command = [*node.npm(node.node(lambda groups: False)), "audit", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    try:
        counts = json.loads(done.stdout)["metadata"]["vulnerabilities"]
    except (ValueError, KeyError):
        return _told(UNKNOWN, "npm audit could not ask: the registry gave no advisories")
    if counts["total"]:
        return _told(UNSAFE, f"npm audit knows of {counts['total']}: run `npm audit`")
    return _told(NOTHING, "nothing is known of the npm packages")


def _told(code: int, words: str) -> int:
    print(words)
    return code


def main() -> int:
    codes = [of_python(), of_node()]
    return UNSAFE if UNSAFE in codes else max(codes)


if __name__ == "__main__":
    raise SystemExit(main())
