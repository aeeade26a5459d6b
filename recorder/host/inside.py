"""Runs inside Pyodide during the build: which modules the recorder needs, and their byte code.

Only Pyodide's own Python can write byte code that Pyodide reads, and only a running one knows what starting
it imports. Laws: every file of the recorder is compiled; of the standard library and of other packages what
was imported is; packages that the owner's own rules brought are compiled whole. Compiled as with -OO (no
docstrings, no asserts), the same bytes for the same sources. Frames lose their line numbers, those of the recorder
too unless the owner's own rules are built in: they are a third of the compressed size, and an error in the field
reports its type only (a build with --plain has them). Nor does a function say in which class it stands. What
``freeze`` gives takes the place of code in the wasm.
"""

# Imported here: only what Pyodide has loaded anyway, or the list of needed modules would grow by this
# file's own needs.
import importlib
import json
import sys
from types import CodeType
from typing import Any

FROZEN_SOURCES = {
    "_frozen_importlib": "importlib/_bootstrap.py",
    "_frozen_importlib_external": "importlib/_bootstrap_external.py",
}
STDLIB = f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip/"


def work(job_text: str) -> str:
    """Import, then compile into ``out``; the answer lists what was needed and what could not be imported."""
    job: dict[str, Any] = json.loads(job_text)
    app, out = job["app"], job["out"]
    sys.path.insert(0, app)
    tried = _try_rules(job["rules"]) if job["rules"] else ""
    failed = _import_all(job["modules"], job["mentioned"])
    needed = {"stdlib": _loaded_from(STDLIB), "app": _loaded_from(app + "/")}
    if not failed:
        own = sorted({*needed["app"], *job["files"]})
        taken = {name for stub in job["stubs"] for name in (stub, f"{stub.removesuffix('.py')}/__init__.py")}
        rest = [name for name in needed["stdlib"] if name not in taken]
        _compile_all(rest, _from_zip(STDLIB[:-1]), f"{out}/stdlib", located=False)
        _compile_all(job["stubs"], _from_folder("/velo/stubs"), f"{out}/stdlib", located=False)
        # With the owner's rules, an error says the line.
        _compile_all(own, _from_folder(app), f"{out}/app", located=bool(job["rules"]))
        rest = [name for name in job["theirs"] if name not in own]
        _compile_all(rest, _from_folder(app), f"{out}/app", located=True, lenient=True)
    return json.dumps({"failed": failed, "needed": needed, "python": sys.version.split()[0], "rules": tried})


def freeze(job_text: str) -> str:
    """Smaller byte code for frozen modules, by name, in base64: those whose source is at hand and gives just what is frozen."""
    import _imp
    import base64
    import marshal

    read, found = _from_zip(STDLIB[:-1]), {}
    for name in json.loads(job_text)["frozen"]:
        try:
            there: Any = _imp.get_frozen_object(name)
            source = read(FROZEN_SOURCES.get(name, name.replace(".", "/") + ".py"))
        except (ImportError, KeyError):
            continue
        if compile(source, there.co_filename, "exec", dont_inherit=True, optimize=0) == there:
            small = compile(source, there.co_filename, "exec", dont_inherit=True, optimize=2)
            found[name] = base64.b64encode(marshal.dumps(_without_locations(small))).decode()
    return json.dumps(found)


def _try_rules(module: str) -> str:
    """What check_rules.py says of the owner's rules; what they import while they are tried counts as needed."""
    sys.path.append("/velo")
    answer: str = importlib.import_module("check_rules").check(module)
    return answer


def _import_all(modules: list[str], mentioned: list[str]) -> list[str]:
    """``modules`` must import; ``mentioned`` are names after "import" anywhere; some are no modules."""
    failed = []
    for name in modules:
        try:
            importlib.import_module(name)
        except Exception as error:
            failed.append(f"{name}: {type(error).__name__}: {error}")
    for name in mentioned:
        try:
            importlib.import_module(name)
        except ImportError:
            continue
    return failed


def _loaded_from(folder: str) -> list[str]:
    """Source files below the folder that were imported, relative to it."""
    origins = (getattr(module.__spec__, "origin", None) or "" for module in list(sys.modules.values()) if module)
    return sorted({origin[len(folder) :] for origin in origins if origin.startswith(folder)})


def _from_zip(archive: str) -> Any:
    import zipfile

    return zipfile.ZipFile(archive).read


def _from_folder(folder: str) -> Any:
    from pathlib import Path

    return lambda name: (Path(folder) / name).read_bytes()


def _compile_all(names: list[str], read: Any, target: str, *, located: bool, lenient: bool = False) -> None:
    import marshal
    from importlib.util import MAGIC_NUMBER, source_hash
    from pathlib import Path

    for name in names:
        source = read(name)
        try:
            code = compile(source, name, "exec", dont_inherit=True, optimize=2)
        except SyntaxError:
            if lenient:  # a file of a package that nothing imported, for another Python
                continue
            raise
        if not located:
            code = _without_locations(code)
        # PEP 552: flags 1 = checked against no source, so that the file's time and size do not get in.
        header = MAGIC_NUMBER + (1).to_bytes(4, "little") + source_hash(source)
        file = Path(target) / f"{name}c"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(header + marshal.dumps(code))


def _without_locations(code: CodeType) -> CodeType:
    """The same code with a location table that says "none" for every instruction, and no longer name than its own.

    CPython's Objects/locations.md: an entry's first byte is 128 + 8 * kind + (code units - 1);
    kind 15 is "no location".
    """
    units = len(code.co_code) // 2
    table = b"\xff" * (units // 8) + (bytes([0xF8 + units % 8 - 1]) if units % 8 else b"")
    constants = tuple(_without_locations(value) if isinstance(value, CodeType) else value for value in code.co_consts)
    return code.replace(co_linetable=table, co_consts=constants, co_qualname=code.co_name)
