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

from recorder.host import chunks, glue, image, kept, node, split, wasm
from recorder.host.layout import CACHE, HOST, LOADER, NODE_MODULES, PYODIDE, ROOT, digest
from recorder.host.step import BuildError

IMAGE = "image"
FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
COLD = "pyodide.cold.wasm"
PROFILE = HOST / "hot.json"
_READ = """slim.py glue.py split.py wasm.py wasm_code.py image.py inside.py bytecode.mjs cold.js hot.json
    kept.py chunks.py heap.py tables.py pack.py keep.mjs unpacked.mjs settle.py freeze.py counted.py""".split()
SOURCES = (*(HOST / name for name in _READ), LOADER / "unpack.js")
TERSER = NODE_MODULES / "terser" / "bin" / "terser"
KEPT = 4
# Which functions are called where Python is started from its files, and where from memory.
LISTS = ("functions", "resumed")


@dataclass(frozen=True)
class Made:
    """The files by name; ``image``: memory to start from, or nothing; ``warning``: why they are the plain ones."""

    files: dict[str, bytes]
    image: bytes = b""
    warning: str = ""


def make(node_command: tuple[str, ...], archives: kept.Archives | None = None, *, plain: bool) -> Made:
    """Pyodide's files as they are shipped, and with ``archives`` the memory of a Python that has imported them."""
    originals = {name: (PYODIDE / name).read_bytes() for name in FILES}
    if plain:
        return Made(originals)
    warning = ""
    for tried in [archives, None] if archives else [None]:
        try:
            files = _made(node_command, originals, tried)
            return Made({name: content for name, content in files.items() if name != IMAGE}, files.get(IMAGE, b""), warning)
        except (wasm.UnknownWasm, glue.UnknownGlue, chunks.UnknownMemory, BuildError, OSError) as error:
            what = "Python is started from its files" if tried else "Pyodide is shipped as it came"
            warning = f"{what}, which is larger: {error}"
    return Made(originals, warning=warning)


def _made(node_command: tuple[str, ...], originals: dict[str, bytes], archives: kept.Archives | None) -> dict[str, bytes]:
    """Made now, or kept from before."""
    read = (archives.stdlib, archives.recorder) if archives else ()
    hashes = [hash_of(content) for content in (originals["pyodide.asm.wasm"], *read)]
    folder = CACHE / "slim" / digest([*SOURCES, ROOT / "package-lock.json"], *hashes)[:16]
    if not folder.is_dir():
        _keep(folder, _resumed(node_command, originals, archives) if archives else _slimmed(node_command, originals))
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


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
    listed = ",\n  ".join(rows)
    head = f'{{\n "wasm": "{profile["wasm"]}",\n "strings": {profile["strings"]},\n "cold_data": [\n  {listed}\n ],\n'
    lists = [f' "{name}": [\n{textwrap.fill(", ".join(map(str, profile[name])), 128)}\n ]' for name in LISTS]
    return head + ",\n".join(lists) + "\n}\n"


def trimmed_glue(originals: dict[str, bytes], module: wasm.Module) -> tuple[str, set[str]]:
    """The glue's text with ``cold.js`` in front, and the exports that it needs."""
    own = (HOST / "cold.js").read_text(encoding="utf-8")
    text, host = originals["pyodide.asm.mjs"].decode(), originals["pyodide.mjs"].decode()
    return glue.trim(text, host, {entry.name for entry in module.imports}, own)


def _slimmed(node_command: tuple[str, ...], originals: dict[str, bytes]) -> dict[str, bytes]:
    profile, module = _checked(originals)
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


def _checked(originals: dict[str, bytes]) -> tuple[dict[str, Any], wasm.Module]:
    profile = read_profile()
    if profile["wasm"] != hash_of(originals["pyodide.asm.wasm"]):
        raise wasm.UnknownWasm("recorder/host/hot.json was taken of another version; make it anew with: python build.py profile")
    return profile, wasm.read(originals["pyodide.asm.wasm"])


def _resumed(node_command: tuple[str, ...], originals: dict[str, bytes], archives: kept.Archives) -> dict[str, bytes]:
    """The same with memory to start from, in which all static data is, too."""
    profile, module = _checked(originals)
    text, exports = trimmed_glue(originals, module)
    whole = originals | {"pyodide.asm.mjs": text.encode(), "pyodide.asm.wasm": kept.calm(module, exports)}
    order = kept.take(node_command, whole, archives)
    hot = split.with_callees(module, functions(profile["resumed"]))
    named = split.addresses(module, hot, exports)
    shipped, memory = image.Image(module.data), order.heap.memory
    for low, high in [*((code, code + size) for _, code, size in shipped.frozen().values()), *shipped.docs(named)]:
        order.heap.clear(low, high)
    cold = cold_data(profile, hot)
    start, end = profile["strings"]
    idle = image.Image([(shipped.start, bytes(memory[shipped.start :]))]).idle_strings(start, end, named, cold)
    cold = sorted([*cold, *((low, high) for low, high in idle if any(memory[low:high]))])
    for low, high in cold:
        order.heap.clear(low, high)
    halves = split.split(module, hot, exports, [], shipped.within(cold))
    return {
        "pyodide.asm.mjs": minified(node_command, text),
        "pyodide.asm.wasm": halves.hot,
        COLD: halves.cold,
        IMAGE: kept.packed(node_command, order),
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
