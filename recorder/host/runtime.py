"""Makes what the worker loads: Pyodide as npm ships it, and as byte code a trimmed library and the recorder.

Laws: everything comes from this folder's own files, so that the browser contacts no other origin; each name
carries the hash of its content; the same sources give the same bytes. Archives are stored, not deflated: a
host's brotli makes a third less of them that way (docs/decisions.md).
"""

import ast
import importlib.metadata
import io
import json
import os
import shutil
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

from pyodide_build.pyzip import create_zipfile

from recorder.host import node, slim
from recorder.host.kept import Archives
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
    sources,
)
from recorder.host.own_rules import CHECK, MODULE, TRIAL_S, OwnRules
from recorder.host.step import BuildError, Facts

# Imported by the standard library or by Pyodide only when something happens (an encoding is asked for, an error is shown), so
# that importing the recorder does not show the need.
ALWAYS = (
    "encodings.ascii",
    "encodings.latin_1",
    "encodings.utf_16",
    "encodings.utf_16_be",
    "encodings.utf_16_le",
    "encodings.utf_8",
    "encodings.utf_8_sig",
    "linecache",
    "pyodide.ffi",
    "tokenize",
    "traceback",
)

# The same of what the owner's own rules may call.
WITH_RULES = ("_strptime", "calendar", "encodings.cp437", "encodings.idna", "encodings.punycode", "ipaddress", "stringprep")

STUBS = HOST / "stubs"

# What packages mention for their own tests, their command line or a desktop.
NOT_IN_A_BROWSER = frozenset(
    """antigravity asyncio concurrent ctypes curses distutils doctest ensurepip fcntl ftplib getpass idlelib imaplib lib2to3
    multiprocessing optparse pdb pip poplib pty pydoc resource smtplib socketserver sqlite3 ssl subprocess telnetlib termios test
    this timeit tkinter turtle turtledemo unittest venv webbrowser wsgiref xmlrpc""".split()
)

STAGE = CACHE / "stage"


def inputs(own: OwnRules | None = None, *, plain: bool) -> str:
    """Digest of all that ``make`` reads."""
    names = ("runtime.py", "inside.py", "bytecode.mjs", "own_rules.py", "check_rules.py", "trial.mjs", "loaded.py")
    files = [*(HOST / name for name in names), *sources(STUBS)]
    read = [*recorder_sources(), *files, *slim.SOURCES, ROOT / "package-lock.json"]
    return digest(read, dependencies(), own.digest if own else "", plain)


def make(node_command: tuple[str, ...], own: OwnRules | None = None, *, plain: bool) -> Facts:
    """Write the runtime into dist/velo; "runtime" in the facts is what the worker is told.

    ``own``: the owner's rules; they are tried beside the whole library before, and in what was built after.
    """
    shutil.rmtree(STAGE, ignore_errors=True)
    _stage_sources(STAGE / "app")
    if own:
        own.stage(STAGE / "app")
        shutil.copyfile(HOST / CHECK, STAGE / CHECK)
    if plain:
        stdlib, recorder = (PYODIDE / "python_stdlib.zip").read_bytes(), archive(STAGE / "app")
        says = "the whole standard library, as source"
    else:
        answer = _compile(node_command, own)
        _copy_data(STAGE / "app", STAGE / "out" / "app")
        if not own:
            _drop_unused(node_command, answer)
        stdlib, recorder = archive(STAGE / "out" / "stdlib"), archive(STAGE / "out" / "app")
        modules = len(zipfile.ZipFile(io.BytesIO(stdlib)).namelist())
        says = f"{modules} modules of Python {answer['python']}'s library, as byte code"
    archives = None if own or plain else Archives(stdlib, recorder, _lock())
    pyodide = slim.make(node_command, archives, plain=plain)
    runtime = {
        "pyodide": _place_pyodide(pyodide.files),
        "image": _place("image", pyodide.image, "wasm") if pyodide.image else "",
        "stdlib": "" if pyodide.image else _place("stdlib", stdlib),
        "recorder": "" if pyodide.image else _place("recorder", recorder),
        "lock": {} if pyodide.image else _lock(),
        "rules": MODULE if own else "",
    }
    registered = own.tried(node.run(node_command, HOST / "trial.mjs", *_trial(runtime), limit_s=TRIAL_S)) if own else {}
    files = [f"velo/{runtime['pyodide']}{name}" for name in pyodide.files]
    return {
        "files": [*files, *(f"velo/{name}" for part in ("image", "stdlib", "recorder") if (name := runtime[part]))],
        "runtime": runtime,
        "attributes": registered.get("attributes", []),
        "warning": pyodide.warning,
        "says": f"{says}; {own.says(registered)}" if own else says,
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
        if not _needs_page(path):
            _copy(path, app / "recorder" / path.relative_to(RECORDER))
    for requirement in dependencies():
        name = requirement.partition("==")[0].strip()
        for file in importlib.metadata.files(name) or []:
            if file.suffix == ".py" and ".." not in file.parts:
                _copy(Path(str(file.locate())), app / file)


def _copy_data(app: Path, compiled: Path) -> None:
    """What packages bring beside their modules."""
    for file in app.rglob("*"):
        if file.is_file() and file.suffix != ".py" and file.relative_to(app).parts[0] != "recorder":
            _copy(file, compiled / file.relative_to(app))


def _trial(runtime: dict[str, Any]) -> list[str]:
    return [str(VELO), json.dumps(runtime), str(HOST / CHECK)]


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _compile(node_command: tuple[str, ...], own: OwnRules | None) -> dict[str, Any]:
    """Have Pyodide import the recorder and write the byte code of all that this loaded, and of the owner's packages whole."""
    app = STAGE / "app"
    files = sorted(path.relative_to(app).as_posix() for path in (app / "recorder").rglob("*.py"))
    stubs = {} if own else {path.stem.replace("__", "/") + ".py": path for path in sources(STUBS) if path.stem != "__init__"}
    for file, path in stubs.items():
        _copy(path, STAGE / "stubs" / file)
    modules = [_module_name(file) for file in files]
    always = [*ALWAYS, *WITH_RULES] if own else ALWAYS
    theirs = sorted(path.relative_to(app).as_posix() for path in app.rglob("*.py")) if own else []
    job = {
        "pyodide": str(PYODIDE),
        "script": str(HOST / "inside.py"),
        "folder": str(STAGE),
        "app": "/velo/app",
        "out": "/velo/out",
        "files": files,
        "modules": modules,
        "stubs": sorted(stubs),
        "mentioned": sorted({*always, *(name for file in files for name in mentioned(app / file)), *_late(theirs, app)}),
        "rules": MODULE if own else "",
        "theirs": [file for file in theirs if file not in files],
    }
    job_file = STAGE / "job.json"
    job_file.write_text(json.dumps(job, indent=1), encoding="utf-8")
    limit_s = TRIAL_S if own else None
    answer: dict[str, Any] = json.loads(node.run(node_command, HOST / "bytecode.mjs", str(job_file), limit_s=limit_s))
    if own:
        own.tried(answer["rules"])
    if answer["failed"]:
        raise BuildError("The recorder does not import in Pyodide:\n  " + "\n  ".join(answer["failed"]))
    return answer | {"modules": modules}


def _drop_unused(node_command: tuple[str, ...], answer: dict[str, Any]) -> None:
    """Take out of the library what nothing loads once the stand-ins are in their places."""
    library = STAGE / "out" / "stdlib"
    told: dict[str, Any] = {
        "pyodide": f"{os.path.relpath(PYODIDE, STAGE)}/",
        "stdlib": "first.zip",
        "recorder": "recorder.zip",
        "lock": _lock(),
        "rules": json.dumps([*answer["modules"], *ALWAYS]),
    }
    (STAGE / told["stdlib"]).write_bytes(archive(library))
    (STAGE / told["recorder"]).write_bytes(archive(STAGE / "out" / "app"))
    said = node.run(node_command, HOST / "trial.mjs", str(STAGE), json.dumps(told), str(HOST / "loaded.py"))
    used = set(json.loads(said))
    for file in [path for path in library.rglob("*.pyc") if path.relative_to(library).as_posix() not in used]:
        file.unlink()


def _module_name(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def mentioned(file: Path) -> set[str]:
    """Names of modules that may be imported anywhere in the file, inside functions too."""
    names: set[str] = set()
    for statement in ast.walk(ast.parse(file.read_bytes(), str(file))):
        if isinstance(statement, ast.Import):
            names.update(alias.name for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
            names.add(statement.module)
    return names


def _late(files: list[str], app: Path) -> set[str]:
    """What the owner's packages may import of the standard library at any time, less what is for developers and desktops."""
    names: set[str] = set()
    for file in files:
        try:
            names |= mentioned(app / file)
        except SyntaxError:  # written for another Python than this one
            continue
    return {name for name in names if name.partition(".")[0] in sys.stdlib_module_names - NOT_IN_A_BROWSER}


def _needs_page(file: Path) -> bool:
    """Whether the module talks to a page (``js``): it comes with the wheel, and not with the worker."""
    return file.suffix == ".py" and "js" in {name.partition(".")[0] for name in mentioned(file)}


def _place_pyodide(files: dict[str, bytes]) -> str:
    folder = VELO / f"pyodide-{content_hash(*files.values())}"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return f"{folder.name}/"


def _place(name: str, content: bytes, form: str = "zip") -> str:
    file = VELO / f"{name}-{content_hash(content)}.{form}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file.name


def _lock() -> dict[str, Any]:
    """A lock file without packages: Pyodide wants one, and downloads it where none is handed over."""
    shipped = json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))
    return {"info": shipped["info"], "packages": {}}
