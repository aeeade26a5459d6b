"""Where the build reads and writes; every path of the repository that the build knows stands here."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

RECORDER = ROOT / "recorder"
HOST = RECORDER / "host"
LOADER = ROOT / "loader"
DOCS = ROOT / "docs"
GENERATED = LOADER / "generated"
NODE_MODULES = ROOT / "node_modules"
PYODIDE = NODE_MODULES / "pyodide"
PAGES = ROOT / "demo_site" / "pages"

DIST = ROOT / "dist"
VELO = DIST / "velo"
SITE = DIST / "demo"
VENDOR = SITE / "vendor"
STAMPS = DIST / ".stamps"

# Survives `rm -rf dist`: what is only ever looked up by the hash of its content.
CACHE = ROOT / ".build"


def sources(folder: Path, *, but: Iterable[Path] = ()) -> list[Path]:
    """All files below a folder that a person wrote, in one order on every machine."""
    left_out = [*but]
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not any(path.is_relative_to(o) for o in left_out)
    )


def recorder_sources() -> list[Path]:
    """The recorder as it goes to the browser: without this package."""
    return sources(RECORDER, but=[HOST])


def digest(paths: Iterable[Path], *more: object) -> str:
    """One hash over names and contents: equal exactly when a step would do the same again."""
    running = hashlib.sha256(repr(more).encode())
    for path in paths:
        content = path.read_bytes()
        running.update(f"\0{path.relative_to(ROOT).as_posix()}\0{len(content)}\0".encode())
        running.update(content)
    return running.hexdigest()


def content_hash(*contents: bytes) -> str:
    """What stands in a file's or folder's name: new content, new name; so all may be cached for ever."""
    running = hashlib.sha256()
    for content in contents:
        running.update(len(content).to_bytes(8, "big"))
        running.update(content)
    return running.hexdigest()[:12]
