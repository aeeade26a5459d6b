"""The tools' word on the whole repository: ruff, mypy and TypeScript find nothing."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TSC = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
JSCONFIG = next((file for file in (ROOT / "jsconfig.json", ROOT / "loader" / "jsconfig.json") if file.exists()), None)


def clean(command: list[str]) -> None:
    """The tool ends well; what it found is the message otherwise."""
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    if done.returncode:
        pytest.fail(f"{done.stdout}\n{done.stderr}".strip(), pytrace=False)


def needs(module: str) -> None:
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not installed here: use `python build.py test`")


def test_ruff_finds_nothing() -> None:
    needs("ruff")
    clean([sys.executable, "-m", "ruff", "check", "--quiet", "."])


def test_mypy_strict_finds_nothing_in_the_recorder() -> None:
    needs("mypy")
    clean([sys.executable, "-m", "mypy", "--strict", "recorder"])


def test_typescript_finds_nothing_in_the_loader() -> None:
    needs("rich")
    from recorder.host import node

    if JSCONFIG is None or not TSC.exists():
        pytest.skip("needs node_modules and a jsconfig.json: use `python build.py test`")
    clean([*node.node(lambda groups: False), str(TSC), "--checkJs", "--noEmit", "--project", str(JSCONFIG)])
