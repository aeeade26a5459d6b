"""Pure-Python packages that the owner's rules import: pip downloads their wheels, we unpack them beside the recorder.

Laws: only what runs in any Python goes to the browser (``py3-none-any``), with all that it needs; nothing is built or run here;
nothing of a package takes the place of the library's or the recorder's own modules. What was downloaded for a list of names is
kept in ``.build/wheels`` under that list, so a name without a version stays at the one found first; pin it to be sure.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import InvalidWheelFilename, parse_wheel_filename

from recorder.host.layout import CACHE, PYODIDE
from recorder.host.step import BuildError

WHEELS = CACHE / "wheels"
DONE = "whole.json"
_COMPILED = {".so", ".pyd", ".dll", ".dylib", ".wasm", ".a"}
_LEFT_OUT = {".pyi", ".pyc", ".pyx", ".c", ".h"}
_LICENCE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_OURS = {"recorder", "velo_rules", "js", "pyodide", "_pyodide", "pyodide_js"}
_NEWER = {"annotationlib", "compression"}  # modules of the browser's Python that this one need not have
_TAKEN = _OURS | _NEWER | sys.stdlib_module_names


def checked(names: list[str]) -> list[str]:
    """The packages asked for with ``--with``, if they can be asked of pip: names, names with versions, files of wheels.

    Raises:
        BuildError: for anything else.
    """
    return [str(Path(name).resolve()) if name.endswith(".whl") else _requirement(name) for name in names]


def _requirement(name: str) -> str:
    try:
        asked = Requirement(name)
    except InvalidRequirement:
        asked = None
    if asked is None or asked.url:
        raise BuildError(f'--with {name}: write the name of a package ("phonenumberslite"), "name==version", or a file *.whl.')
    return str(asked)


def folder(names: list[str]) -> Path:
    """Where the wheels for these names lie, or will."""
    contents = [Path(name).read_bytes() if name.endswith(".whl") and Path(name).is_file() else b"" for name in names]
    asked = hashlib.sha256(json.dumps([names, _python_version()]).encode() + b"".join(contents))
    return WHEELS / asked.hexdigest()[:16]


def fetch(names: list[str]) -> None:
    """Download the wheels for these names, and for what they need.

    Raises:
        BuildError: there is none that runs in any Python, or no package index was reached.
    """
    target = folder(names)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--only-binary=:all:", "--platform", "any", "--implementation", "py", "--abi", "none"]
    command += ["--python-version", _python_version(), "--dest", str(target), "--", *names]
    done = subprocess.run(command, text=True, capture_output=True, check=False)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise BuildError(
            f"No pure-Python wheel (py3-none-any) was found for {', '.join(names)} and all that it needs.\n"
            + "".join(f"  pip: {line.removeprefix('ERROR: ')}\n" for line in said[:5])
            + "Only such packages run in every visitor's browser. Name another one, or build a wheel of it and give the file:\n"
            "  --with path/to/name-1.0-py3-none-any.whl\n"
            "If the name is right, check that this machine reaches a Python package index or a mirror."
        )
    for wheel in target.glob("*.whl"):
        _refuse_compiled(wheel)
    (target / DONE).write_text(json.dumps(sorted(wheel.name for wheel in target.glob("*.whl"))), encoding="utf-8")


def wheels(names: list[str]) -> list[Path]:
    """The wheels for these names; none where they were not fetched yet."""
    try:
        listed = json.loads((folder(names) / DONE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [folder(names) / name for name in listed]


def version_of(wheel: Path) -> str:
    """Name and version, for a person."""
    name, version, _, _ = parse_wheel_filename(wheel.name)
    return f"{name} {version}"


def unpack(wheel: Path, app: Path) -> None:
    """Put a wheel's modules, data and licences into the folder.

    Raises:
        BuildError: it would take the place of something that is there.
    """
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            inside = _place(name)
            if inside is None:
                continue
            _refuse_taken(wheel, inside, app)
            file = app / inside
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(archive.read(name))


def _place(name: str) -> PurePosixPath | None:
    """Where a file of a wheel goes, None if it stays out."""
    path = PurePosixPath(name)
    if name.endswith("/") or path.is_absolute() or ".." in path.parts or path.suffix in _LEFT_OUT:
        return None
    top = path.parts[0]
    if top.endswith(".dist-info"):
        return path if _LICENCE.search(name.removeprefix(top)) else None
    if top.endswith(".data"):
        return PurePosixPath(*path.parts[2:]) if path.parts[1] in ("purelib", "platlib") and len(path.parts) > 2 else None
    return path


def _refuse_taken(wheel: Path, inside: PurePosixPath, app: Path) -> None:
    if inside.parts[0].removesuffix(".py") in _TAKEN:
        raise BuildError(f"{wheel.name} brings a module {inside.parts[0]}, which would hide another of that name.")
    if (app / inside).exists():
        raise BuildError(f"{wheel.name} brings {inside}, and so does another package; leave one of them out.")


def _refuse_compiled(wheel: Path) -> None:
    try:
        tags = parse_wheel_filename(wheel.name)[3]
        names = zipfile.ZipFile(wheel).namelist()
    except (InvalidWheelFilename, zipfile.BadZipFile):
        raise BuildError(f"{wheel.name} is no wheel.") from None
    pure = any(tag.abi == "none" and tag.platform == "any" for tag in tags)
    if not pure or any(PurePosixPath(name).suffix in _COMPILED for name in names):
        raise BuildError(f"{wheel.name} holds compiled code, which a browser cannot run; name a pure-Python package.")


def _python_version() -> str:
    """Of the Python that will run them: "3.14"."""
    version: str = json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]["python"]
    return ".".join(version.split(".")[:2])
