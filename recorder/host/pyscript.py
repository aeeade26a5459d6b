"""PyScript for the demo's Python page: its own files, Pyodide whole, micropip, and our wheel, all below dist/demo/vendor.

Laws: nothing of it goes to visitors of a site (dist/velo); the page asks no other host; micropip is PyPI's, of the version that
Pyodide's own lock file names (Pyodide builds its own wheel of it, which is not in the npm package).
"""

import hashlib
import json
import shutil
from pathlib import Path

from recorder.host import packages
from recorder.host.layout import DIST, HOST, NODE_MODULES, PYODIDE, ROOT, VENDOR, digest
from recorder.host.step import Facts

CORE = NODE_MODULES / "@pyscript/core"
# Parts that PyScript fetches only for what the page does not use: an editor, a terminal, archives.
LEFT_OUT = ("codemirror", "xterm", "py-D", "mpy-", "zip", "service-worker", "storage")
PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


def inputs(wheel: list[str]) -> str:
    return digest([HOST / "pyscript.py", ROOT / "package-lock.json", *(DIST / name for name in wheel)])


def make(wheel: list[str]) -> Facts:
    """Write vendor/pyscript, vendor/pyodide, the wheel, and vendor/python.json, which tells PyScript of them."""
    for folder in ("pyscript", "pyodide"):
        shutil.rmtree(VENDOR / folder, ignore_errors=True)
        (VENDOR / folder).mkdir(parents=True)
    for old in VENDOR.glob("*.whl"):
        old.unlink()
    for file in [*_scripts(), CORE / "dist/core.css", CORE / "LICENSE"]:
        shutil.copyfile(file, VENDOR / "pyscript" / file.name)
    for name in PYODIDE_FILES:
        shutil.copyfile(PYODIDE / name, VENDOR / "pyodide" / name)
    _place_micropip(VENDOR / "pyodide")
    for name in wheel:
        shutil.copyfile(DIST / name, VENDOR / name)
    told = {"interpreter": "./vendor/pyodide/pyodide.mjs", "packages": [f"./{name}" for name in wheel]}
    (VENDOR / "python.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    files = [file for file in VENDOR.rglob("*") if file.is_file() and (file.parent != VENDOR or file.suffix in (".whl", ".json"))]
    return {"files": [file.relative_to(DIST).as_posix() for file in sorted(files)], "says": "PyScript and our wheel for the demo"}


def _scripts() -> list[Path]:
    return [file for file in sorted((CORE / "dist").glob("*.js")) if not file.name.startswith(LEFT_OUT)]


def _place_micropip(folder: Path) -> None:
    """The lock file with micropip alone, and its wheel."""
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))
    wanted = lock["packages"]["micropip"]
    asked = [f"micropip=={wanted['version']}"]
    if not packages.wheels(asked):
        packages.fetch(asked)
    (found,) = (wheel for wheel in packages.wheels(asked) if wheel.name == wanted["file_name"])
    shutil.copyfile(found, folder / found.name)
    wanted["sha256"] = hashlib.sha256(found.read_bytes()).hexdigest()
    kept = {"info": lock["info"], "packages": {"micropip": wanted}}
    (folder / "pyodide-lock.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
