"""The memory of a Python that has imported the recorder, as the worker takes it up (``loader/resume.js``).

It is taken in Node from the runtime as it was built (``keep.mjs``), brought into order (``heap.py``) and packed (``pack.py``).
Laws: what JavaScript reads back is compared with what was packed, byte for byte, in each build; the same sources give the same
bytes.
"""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recorder.host import node, split, wasm
from recorder.host.chunks import Heap
from recorder.host.heap import Order
from recorder.host.layout import HOST, LOADER
from recorder.host.pack import Packer
from recorder.host.wasm_code import locals_end

# if (pointer) fill(pointer, 0, size of its chunk - 4): what is given back leaves nothing behind.
ZEROING = bytes.fromhex("2000 0440 2000 4100 2000 4104 6b 280200 4178 71 4104 6b fc0b00 0b")


@dataclass(frozen=True)
class Archives:
    """What the classic start reads: library and recorder (zip), a lock file without packages."""

    stdlib: bytes
    recorder: bytes
    lock: dict[str, Any]


def take(node_command: tuple[str, ...], files: dict[str, bytes], archives: Archives) -> Order:
    """Memory, in order. ``files``: Pyodide's, with the wasm of ``calm``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in {**files, "stdlib.zip": archives.stdlib, "recorder.zip": archives.recorder}.items():
            (folder / file).write_bytes(content)
        job = {
            "pyodide": f"{folder}/",
            "stdlib": str(folder / "stdlib.zip"),
            "recorder": str(folder / "recorder.zip"),
            "lock": archives.lock,
            "memory": str(folder / "memory"),
            "facts": str(folder / "facts.json"),
            **{part: str(HOST / f"{part}.py") for part in ("settle", "freeze", "counted")},
        }
        (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        node.run(node_command, HOST / "keep.mjs", str(folder / "job.json"))
        facts = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
        order = Order(Heap((folder / "memory").read_bytes(), facts["heap"]), facts)
    order.bring()
    return order


def calm(module: wasm.Module, exports: set[str]) -> bytes:
    """The whole wasm with only these exports (the table of functions grows by them), whose ``free`` leaves zeros."""
    kept = [entry for entry in module.exports if entry[0] in exports]
    free = next(index for of, kind, index in kept if (of, kind) == ("free", wasm.FUNC_KIND)) - module.imported(wasm.FUNC_KIND)
    bodies = [*module.bodies]
    at = locals_end(bodies[free])
    bodies[free] = bodies[free][:at] + ZEROING + bodies[free][at:]
    code = wasm.vector(wasm.leb(len(body)) + body for body in bodies)
    return wasm.written(module.sections | {wasm.EXPORT: split.exports_of(kept), wasm.CODE: code}, module.custom)


def packed(node_command: tuple[str, ...], order: Order) -> bytes:
    """The image, after JavaScript has read it back."""
    made = Packer(order).pack()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "packed").write_bytes(made)
        (folder / "memory").write_bytes(order.heap.memory)
        node.run(node_command, HOST / "unpacked.mjs", (LOADER / "unpack.js").as_uri(), str(folder / "packed"), str(folder /
        "memory"))
    return made
