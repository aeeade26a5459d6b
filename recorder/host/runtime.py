"""Makes what the worker loads: Pyodide as npm ships it, and as byte code a trimmed library and the recorder.

Laws: everything comes from this folder's own files, so that the browser contacts no other origin; each name
carries the hash of its content; the same sources give the same bytes. Archives are stored, not deflated: a
host's brotli makes a third less of them that way (docs/decisions.md).
"""

import ast
import importlib.metadata
import json
import shutil
import tomllib
import zipfile
from pathlib import Path
from typing import Any

from pyodide_build.pyzip import create_zipfile

from recorder.host import node
from recorder.host.layout import (
    CACHE,
    HOST,
    PYODIDE,
    RECORDER,
    ROOT,
    VELO,
    content_hash,
    digest,
    recorder_sources,
)
from recorder.host.step import BuildError, Facts

PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")

# Imported by the standard library or by Pyodide only when something happens (an encoding is asked for, an
# error is shown, a date is parsed), so that importing the recorder does not show the need.
ALWAYS = (
    "_strptime",
    "calendar",
    "encodings.ascii",
    "encodings.cp437",
    "encodings.idna",
    "encodings.latin_1",
    "encodings.punycode",
    "encodings.utf_16",
    "encodings.utf_16_be",
    "encodings.utf_16_le",
    "encodings.utf_8",
    "encodings.utf_8_sig",
    "ipaddress",
    "linecache",
    "pyodide.ffi",
    "stringprep",
    "tokenize",
    "traceback",
)

STAGE = CACHE / "stage"


def inputs(*, plain: bool) -> str:
    """Digest of all that ``make`` reads."""
    own = [HOST / name for name in ("runtime.py", "inside.py", "bytecode.mjs")]
    return digest([*recorder_sources(), *own, ROOT / "package-lock.json"], dependencies(), plain)


def make(node_command: tuple[str, ...], *, plain: bool) -> Facts:
    """Write the runtime into dist/velo; "runtime" in the facts is what the worker is told."""
    shutil.rmtree(STAGE, ignore_errors=True)
    _stage_sources(STAGE / "app")
    if plain:
        stdlib, recorder = (PYODIDE / "python_stdlib.zip").read_bytes(), archive(STAGE / "app")
        says = "the whole standard library, as source"
    else:
        answer = _compile(node_command)
        stdlib, recorder = archive(STAGE / "out" / "stdlib"), archive(STAGE / "out" / "app")
        says = f"{len(answer['needed']['stdlib'])} modules of Python {answer['python']}'s library, as byte code"
    runtime = {
        "pyodide": _place_pyodide(),
        "stdlib": _place("stdlib", stdlib),
        "recorder": _place("recorder", recorder),
        "lock": _lock(),
    }
    files = [f"velo/{runtime['pyodide']}{name}" for name in PYODIDE_FILES]
    return {
        "files": [*files, f"velo/{runtime['stdlib']}", f"velo/{runtime['recorder']}"],
        "runtime": runtime,
        "says": says,
    }


def dependencies() -> list[str]:
    """The pinned packages that the recorder imports; build.py has installed them here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned: list[str] = project["project"]["dependencies"]
    return pinned


def archive(folder: Path) -> bytes:
    """A stored zip of the folder by pyodide-build, put in order: the same bytes on every machine."""
    made = folder.with_suffix(".zip")
    create_zipfile([folder], made, pycompile=False, compression_level=0)
    ordered = made.with_suffix(".ordered.zip")
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(ordered, "w", zipfile.ZIP_STORED) as after:
        for name in sorted(name for name in before.namelist() if not name.endswith("/")):
            after.writestr(zipfile.ZipInfo(name), before.read(name))
    return ordered.read_bytes()


def _stage_sources(app: Path) -> None:
    for path in recorder_sources():
        _copy(path, app / "recorder" / path.relative_to(RECORDER))
    for requirement in dependencies():
        name = requirement.partition("==")[0].strip()
        for file in importlib.metadata.files(name) or []:
            if file.suffix == ".py" and ".." not in file.parts:
                _copy(Path(str(file.locate())), app / file)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _compile(node_command: tuple[str, ...]) -> dict[str, Any]:
    """Have Pyodide import the recorder and write the byte code of all that this loaded."""
    app = STAGE / "app"
    files = sorted(path.relative_to(app).as_posix() for path in (app / "recorder").rglob("*.py"))
    job = {
        "pyodide": str(PYODIDE),
        "script": str(HOST / "inside.py"),
        "folder": str(STAGE),
        "app": "/velo/app",
        "out": "/velo/out",
        "files": files,
        "modules": [_module_name(file) for file in files if not _needs_page(app / file)],
        "mentioned": sorted({*ALWAYS, *(name for file in files for name in _mentioned(app / file))}),
    }
    job_file = STAGE / "job.json"
    job_file.write_text(json.dumps(job, indent=1), encoding="utf-8")
    answer: dict[str, Any] = json.loads(node.run(node_command, HOST / "bytecode.mjs", str(job_file)))
    if answer["failed"]:
        raise BuildError("The recorder does not import in Pyodide:\n  " + "\n  ".join(answer["failed"]))
    return answer


def _module_name(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _mentioned(file: Path) -> set[str]:
    """Names of modules that may be imported anywhere in the file, inside functions too."""
    names: set[str] = set()
    for statement in ast.walk(ast.parse(file.read_bytes(), str(file))):
        if isinstance(statement, ast.Import):
            names.update(alias.name for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
            names.add(statement.module)
    return names


def _needs_page(file: Path) -> bool:
    """Whether the module talks to a page (``js``), and so is not imported by the worker, nor in Node."""
    return "js" in {name.partition(".")[0] for name in _mentioned(file)}


def _place_pyodide() -> str:
    contents = [(PYODIDE / name).read_bytes() for name in PYODIDE_FILES]
    folder = VELO / f"pyodide-{content_hash(*contents)}"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in zip(PYODIDE_FILES, contents, strict=True):
        (folder / name).write_bytes(content)
    return f"{folder.name}/"


def _place(name: str, content: bytes) -> str:
    file = VELO / f"{name}-{content_hash(content)}.zip"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file.name


def _lock() -> dict[str, Any]:
    """A lock file without packages: Pyodide wants one, and downloads it where none is handed over."""
    shipped = json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))
    return {"info": shipped["info"], "packages": {}}
