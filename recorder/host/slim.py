"""Makes Pyodide's own files small: the glue trimmed, the wasm split into what a recording calls and the rest.

Laws: only for the wasm that the profile (``hot.json``) was taken of, and only by edits that all find their place; for any other
the plain files are shipped, with a warning. What was made is kept in ``.build/slim`` under the hash of all that went in.
"""

import base64
import hashlib
import json
import shutil
import tempfile
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recorder.host import glue, image, node, split, wasm
from recorder.host.layout import CACHE, HOST, NODE_MODULES, PYODIDE, ROOT, digest
from recorder.host.step import BuildError

FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
COLD = "pyodide.cold.wasm"
PROFILE = HOST / "hot.json"
_READ = ("slim.py", "glue.py", "split.py", "wasm.py", "image.py", "inside.py", "bytecode.mjs", "cold.js", "hot.json")
SOURCES = tuple(HOST / name for name in _READ)
TERSER = NODE_MODULES / "terser" / "bin" / "terser"
KEPT = 3


@dataclass(frozen=True)
class Made:
    """The files by name; ``warning``: why they are the plain ones."""

    files: dict[str, bytes]
    warning: str = ""


def make(node_command: tuple[str, ...], *, plain: bool) -> Made:
    """Pyodide's files as they are shipped."""
    originals = {name: (PYODIDE / name).read_bytes() for name in FILES}
    if plain:
        return Made(originals)
    kept = CACHE / "slim" / digest([*SOURCES, ROOT / "package-lock.json"], hash_of(originals["pyodide.asm.wasm"]))[:16]
    if not kept.is_dir():
        try:
            made = _slimmed(node_command, originals)
        except (wasm.UnknownWasm, glue.UnknownGlue, BuildError, OSError) as error:
            return Made(originals, f"Pyodide is shipped as it came, which is larger: {error}")
        _keep(kept, made)
    return Made({path.name: path.read_bytes() for path in sorted(kept.iterdir())})


def read_profile() -> dict[str, Any]:
    profile: dict[str, Any] = json.loads(PROFILE.read_text(encoding="utf-8"))
    return profile


def functions(runs: list[int]) -> set[int]:
    """The numbers that a profile writes as: this many cold, this many hot, and so on."""
    found: set[int] = set()
    at, is_hot = 0, False
    for run in runs:
        if is_hot:
            found.update(range(at, at + run))
        at, is_hot = at + run, not is_hot
    return found


def runs(numbers: set[int]) -> list[int]:
    """The numbers as ``functions`` reads them."""
    lengths: list[int] = []
    at, is_hot = 0, False
    for number in range(max(numbers, default=-1) + 2):
        if (number in numbers) != is_hot:
            lengths.append(number - at)
            at, is_hot = number, not is_hot
    return lengths


def written(profile: dict[str, Any]) -> str:
    """``hot.json``: numbers in lines of a readable length."""
    rows = [json.dumps(row) for row in profile["cold_data"]]
    numbers = textwrap.fill(", ".join(map(str, profile["functions"])), 128)
    listed = ",\n  ".join(rows)
    head = f'{{\n "wasm": "{profile["wasm"]}",\n "strings": {profile["strings"]},\n'
    return f'{head} "cold_data": [\n  {listed}\n ],\n "functions": [\n{numbers}\n ]\n}}\n'


def trimmed_glue(originals: dict[str, bytes], module: wasm.Module) -> tuple[str, set[str]]:
    """The glue's text with ``cold.js`` in front, and the exports that it needs."""
    own = (HOST / "cold.js").read_text(encoding="utf-8")
    text, host = originals["pyodide.asm.mjs"].decode(), originals["pyodide.mjs"].decode()
    return glue.trim(text, host, {entry.name for entry in module.imports}, own)


def _slimmed(node_command: tuple[str, ...], originals: dict[str, bytes]) -> dict[str, bytes]:
    profile = read_profile()
    if profile["wasm"] != hash_of(originals["pyodide.asm.wasm"]):
        raise wasm.UnknownWasm("recorder/host/hot.json was taken of another version; make it anew with: python build.py profile")
    module = wasm.read(originals["pyodide.asm.wasm"])
    text, exports = trimmed_glue(originals, module)
    hot, memory = functions(profile["functions"]), image.Image(module.data)
    for name, code in frozen(node_command, memory).items():
        memory.replace(name, code)
    cold = cold_data(profile, hot)
    named = split.addresses(module, hot, exports)
    start, end = profile["strings"]
    cold = sorted([*cold, *memory.idle_strings(start, end, named, cold)])
    halves = split.split(module, hot, exports, memory.without(cold), memory.within(cold))
    return originals | {
        "pyodide.asm.mjs": minified(node_command, text),
        "pyodide.asm.wasm": halves.hot,
        COLD: halves.cold,
    }


def cold_data(profile: dict[str, Any], hot: set[int]) -> list[tuple[int, int]]:
    """Tables that only functions of the cold half use: from, to. One that a hot function uses is not among them."""
    rows = [(row["from"], row["to"]) for row in profile["cold_data"] if hot.isdisjoint(row["used_by"])]
    return sorted(rows)


def frozen(node_command: tuple[str, ...], memory: image.Image) -> dict[str, bytes]:
    """Smaller byte code for the modules that are in the wasm, by Pyodide's own Python."""
    with tempfile.TemporaryDirectory() as folder:
        job = {
            "pyodide": str(PYODIDE),
            "script": str(HOST / "inside.py"),
            "folder": folder,
            "call": "freeze",
            "frozen": sorted(memory.frozen()),
        }
        job_file = Path(folder) / "job.json"
        job_file.write_text(json.dumps(job), encoding="utf-8")
        answer: dict[str, str] = json.loads(node.run(node_command, HOST / "bytecode.mjs", str(job_file)))
    return {name: base64.b64decode(code) for name, code in answer.items()}


def minified(node_command: tuple[str, ...], text: str) -> bytes:
    """The glue without what nothing in it uses any more."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "glue.mjs", Path(folder) / "small.mjs"
        before.write_text(text, encoding="utf-8")
        options = ["--module", "--compress", "passes=3,pure_getters=true", "--mangle", "--output", str(after)]
        node.run(node_command, TERSER, str(before), *options)
        return after.read_bytes()


def hash_of(content: bytes) -> str:
    """How a profile names its wasm."""
    return hashlib.sha256(content).hexdigest()


def _keep(folder: Path, files: dict[str, bytes]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    older = sorted(folder.parent.iterdir(), key=lambda path: path.stat().st_mtime)
    for path in older[: max(0, len(older) - KEPT + 1)]:
        shutil.rmtree(path, ignore_errors=True)
    half = folder.with_name(f"{folder.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir()
    for name, content in files.items():
        (half / name).write_bytes(content)
    half.rename(folder)
