"""A build with an owner's rules, in a copy of this repository: what others serve from dist/ stays as it is.

Takes about ten seconds: Pyodide runs twice, nothing is packed. The packages come from a package index; where none is reached,
the tests that need them are skipped, saying so.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from recorder.host.layout import ROOT

RULES = Path(__file__).parent / "own_rules.txt"
PACKAGE = "text-unidecode==1.3"  # 78 kB, with a file of data that its module reads when it is imported

_STEPS = """
import json, sys
from recorder.host import bundle, node, own_rules, packages, runtime
names = packages.checked([sys.argv[2]])
packages.fetch(names)
own = own_rules.read(sys.argv[1], packages.wheels(names))
command = node.node(lambda groups: False)
made = runtime.make(command, own, plain=False)
bundle.make_rules(made["attributes"])
bundle.make_loader(command, made["runtime"], plain=False)
print(json.dumps(made))
"""


def copy_of_the_repository(target: Path) -> Path:
    """Sources copied, what was installed linked."""
    for name in ("recorder", "loader"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__", "generated"))
    for name in ("pyproject.toml", "package.json", "package-lock.json", "build.py"):
        shutil.copy(ROOT / name, target / name)
    os.symlink(ROOT / "node_modules", target / "node_modules", target_is_directory=True)
    return target


def build(target: Path) -> dict[str, object]:
    """Builds dist/velo there, as ``build.py --rules own_rules.txt --with PACKAGE`` does, but for sizes; gives runtime's facts."""
    command = [sys.executable, "-c", _STEPS, str(RULES), PACKAGE]
    done = subprocess.run(command, cwd=copy_of_the_repository(target), text=True, capture_output=True, check=False)
    if "No pure-Python wheel" in done.stderr:
        pytest.skip(f"no package index was reached for {PACKAGE}")
    assert done.returncode == 0, done.stderr
    made: dict[str, object] = json.loads(done.stdout)
    return made
