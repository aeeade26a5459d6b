"""Builds Velo and runs what belongs to it: ``python build.py [build|init|notice|demo|test|...]``; ``--help`` says more.

Needs Python 3.11 and nothing else. Until its own virtual environment (``.venv``) exists this file uses the
standard library only; then it starts itself again in there and hands over to ``recorder/host``, which holds
the steps. What is installed is pinned in ``pyproject.toml``; a stamp in ``.venv`` makes the second run
install nothing.
"""

import argparse
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 (this line is for those who have an older one)
    sys.exit(
        f"Velo's build needs Python 3.11 or newer; this is {sys.version.split()[0]}. Run it with a newer one."
    )

import tomllib

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "velo-installed.json"

GROUPS = {
    "build": ["build", "zipfile"],
    "init": ["build"],
    "notice": ["build", "notice"],
    "demo": ["build", "zipfile", "demo"],
    "keys": ["build", "keys"],
    "audit": ["build", "zipfile", "audit"],
    "docs": ["build", "docs"],
    "test": ["build", "zipfile", "demo", "keys", "notice", "audit", "docs", "test"],
    "bench": ["build", "zipfile", "demo", "keys", "test", "bench"],
    "profile": ["build", "zipfile", "demo", "keys", "test"],
    "mutants": ["build", "zipfile", "demo", "keys", "test"],
}
WITHOUT_DEPENDENCIES = {"zipfile"}


LOCK = ROOT / ".build" / "lock"


class InstallError(Exception):
    """The environment cannot be made; the message says why and what to do."""


def arguments() -> argparse.Namespace:
    """What the command line asks for. ``rest`` is what all but ``build`` and ``demo`` hand on."""
    parser = argparse.ArgumentParser(
        prog="build.py", allow_abbrev=False, description=__doc__.partition("\n")[0]
    )
    parser.add_argument(
        "--plain", action="store_true", help="do not minify, trim or compile anything: copies only"
    )
    parser.add_argument("--rules", metavar="FILE", help="your own rules in Python (docs/custom-rules.md)")
    parser.add_argument(
        "--with",
        dest="packages",
        action="append",
        default=[],
        metavar="PACKAGE",
        help="a pure-Python package that your rules import; may be given more than once",
    )
    parser.add_argument("--config", metavar="FILE", help="your velo.toml: options, pages, notice (docs/configuration.md)")
    encrypt_help = "seal segments for this public key (docs/collector.md)"
    parser.add_argument("--encrypt-to", metavar="FILE", help=encrypt_help)
    commands = parser.add_subparsers(dest="command", metavar="command", title="commands")
    plain = argparse.ArgumentParser(add_help=False)
    plain.add_argument("--plain", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    rules = argparse.ArgumentParser(add_help=False)
    rules.add_argument("--rules", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    rules.add_argument(
        "--with", dest="packages", action="append", default=argparse.SUPPRESS, help=argparse.SUPPRESS
    )
    rules.add_argument("--encrypt-to", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    config = argparse.ArgumentParser(add_help=False)
    config.add_argument("--config", metavar="FILE", default=argparse.SUPPRESS, help="your velo.toml")
    commands.add_parser(
        "build", parents=[plain, rules, config], help="write dist/velo/, dist/npm/ and the wheel (the default)"
    )
    init = commands.add_parser("init", help="write a velo.toml with everything explained")
    init.add_argument("--output", metavar="FILE", default="velo.toml", help="where to (default %(default)s)")
    commands.add_parser("docs", help="build the documentation site: dist/docs")
    notice = commands.add_parser(
        "notice", parents=[config], help="write what a privacy policy has to say, from your velo.toml"
    )
    notice.add_argument("--lang", metavar="CODE", help="one language of en it de fr es pt nl pl cs (default: all)")
    notice.add_argument("--output", metavar="DIR", default="dist/notice", help="where to (default %(default)s)")
    demo = commands.add_parser(
        "demo", parents=[plain, rules], help="build, then serve the demo shop with its collector"
    )
    demo.add_argument(
        "--host", default="127.0.0.1", help="address of this machine to listen on (default %(default)s)"
    )
    demo.add_argument("--port", type=int, default=8000, help="port to listen on (default %(default)s)")
    keys_help = "make keys for --encrypt-to, open what was sealed: keys make, keys open --help"
    commands.add_parser("keys", add_help=False, help=keys_help)
    commands.add_parser(
        "audit", add_help=False, help="build, then look through a site of yours for what is not marked (docs/audit.md)"
    )
    commands.add_parser(
        "test", parents=[plain], help="build, then run every check and test; more arguments go to pytest"
    )
    commands.add_parser(
        "bench", parents=[plain], help="build, then measure; more arguments go to tests.bench"
    )
    commands.add_parser(
        "profile", help="build, then take down anew what of the runtime a recording needs; more arguments name tests"
    )
    commands.add_parser(
        "mutants", parents=[plain], help="build, then test the tests; more arguments go to tests.mutation"
    )
    asked, rest = parser.parse_known_args()
    asked.command = asked.command or "build"
    if rest and asked.command not in ("audit", "keys", "test", "bench", "profile", "mutants"):
        parser.error(f"unknown argument: {' '.join(rest)}")
    if asked.rules and asked.command not in ("build", "demo"):
        parser.error("--rules goes with build and demo")
    if asked.config and asked.command not in ("build", "notice"):
        parser.error("--config goes with build and notice")
    if asked.encrypt_to and asked.command not in ("build", "demo"):
        parser.error("--encrypt-to goes with build and demo")
    if asked.packages and not asked.rules:
        parser.error("--with PACKAGE is for what your own rules import; name them too: --rules rules.py")
    asked.rest = rest
    return asked


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One build at a time in this folder; a second one waits. (No such lock on Windows: do not start two.)"""
    try:
        import fcntl
    except ImportError:
        yield
        return
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another build is at work in this folder; waiting for it …", flush=True)
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def progress(what: str) -> Iterator[None]:
    """Say what takes a while: with rich where it is there already, else as a line."""
    try:
        from rich.console import Console
    except ImportError:
        print(f"{what} …", flush=True)
        yield
        return
    with Console().status(f"{what} …"):
        yield
    print(f"{what}: done", flush=True)


def requirements(groups: list[str]) -> dict[str, list[str]]:
    """The pinned requirements of each group; the recorder's own dependencies belong to ``build``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = {group: list(project["dependency-groups"][group]) for group in groups}
    if "build" in pinned:
        pinned["build"] += project["project"]["dependencies"]
    return pinned


def constraints() -> list[str]:
    """The versions of what the pinned packages bring with them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(project["tool"]["velo"]["constraints"])


def installed() -> dict[str, str]:
    """What the stamp says: each installed group's digest. Empty where there is no working environment."""
    version = ".".join(map(str, sys.version_info[:2]))
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if stamp.get("python") == version and PYTHON.exists() else {}


def create_environment() -> None:
    """A fresh .venv; one left over from another Python, or half made, is replaced."""
    if VENV.exists():
        shutil.rmtree(VENV)
    try:
        with progress(f"Creating {VENV.name}/ with Python {sys.version.split()[0]}"):
            venv.create(VENV, symlinks=os.name != "nt", with_pip=True)
    except (subprocess.CalledProcessError, OSError) as error:
        shutil.rmtree(VENV, ignore_errors=True)
        raise InstallError(
            f"this Python cannot make virtual environments ({type(error).__name__}).\n"
            "On Debian and Ubuntu: apt-get install python3-venv; then run this again."
        ) from None


def pip(arguments: list[str]) -> None:
    """Run the environment's pip; its output is shown only when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        pinned = Path(folder) / "constraints.txt"
        pinned.write_text("\n".join(constraints()), encoding="utf-8")
        command = [
            str(PYTHON),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-input",
        ]
        done = subprocess.run(
            [*command, "--constraint", str(pinned), *arguments],
            cwd=ROOT,
            text=True,
            capture_output=True,
            check=False,
        )
    if done.returncode:
        raise InstallError(
            f"pip could not install {' '.join(arguments)}:\n{done.stderr.strip()}\n"
            "Check that this machine reaches a Python package index or a mirror, then run this again."
        )


def install(groups: list[str]) -> bool:
    """Install what is missing of the groups; says whether there was anything to do."""
    stamp = installed()
    wanted = requirements(groups)
    digests = {
        group: hashlib.sha256(json.dumps([pinned, constraints()]).encode()).hexdigest()[:16]
        for group, pinned in wanted.items()
    }
    missing = [group for group in groups if stamp.get(group) != digests[group]]
    if not missing:
        return False
    together = [name for group in missing if group not in WITHOUT_DEPENDENCIES for name in wanted[group]]
    with progress(f"Installing Python packages ({', '.join(missing)})"):
        if together:
            pip(together)
        for group in WITHOUT_DEPENDENCIES.intersection(missing):
            pip(["--no-deps", *wanted[group]])
    version = ".".join(map(str, sys.version_info[:2]))
    stamp |= {"python": version} | {group: digests[group] for group in missing}
    STAMP.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    return True


def in_environment() -> bool:
    return Path(sys.prefix).resolve() == VENV.resolve()


def enter_environment() -> int:
    """Run this very command again with the environment's Python."""
    command = [str(PYTHON), str(ROOT / "build.py"), *sys.argv[1:]]
    if os.name != "nt":
        os.execv(PYTHON, command)
    return subprocess.call(command)


def main() -> int:
    asked = arguments()
    try:
        if not in_environment():
            with alone():
                if not installed():
                    create_environment()
                install(GROUPS["build"])
            return enter_environment()
        with alone():
            install(GROUPS[asked.command] + (["keys"] if asked.encrypt_to else []))
            from recorder.host import command

            if asked.command == "keys":
                return command.run(asked)
            failed = command.build(asked, install)
    except InstallError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 1
    return failed or command.run(asked)


if __name__ == "__main__":
    sys.exit(main())
