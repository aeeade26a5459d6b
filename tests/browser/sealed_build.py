"""Builds whose worker seals, beside dist/: the shipped runtime, with a loader of its own. Not minified: that takes the time."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from recorder.host.layout import VELO
from tests.browser.own_build import copy_of_the_repository

_STEPS = """
import json, sys
from recorder.host import bundle, node
command = node.node(lambda groups: False)
runtime, key = json.loads(sys.argv[1]), sys.argv[2]
bundle.make_rules([])
bundle.make_loader(command, runtime, plain=True, seal=key)
"""


def build(target: Path, key: str) -> Path:
    """The folder to serve as ``/velo/``. ``key``: the public key's point, in base64."""
    runtime = json.loads((VELO / "manifest.json").read_text(encoding="utf-8"))["runtime"]
    command = [sys.executable, "-c", _STEPS, json.dumps(runtime), key]
    done = subprocess.run(command, cwd=copy_of_the_repository(target), text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    made = target / "dist" / "velo"
    not_these = shutil.ignore_patterns("*.br", "*.gz", "velo.*", "worker-*", "probe-*", "manifest.*")
    shutil.copytree(VELO, made, ignore=not_these, dirs_exist_ok=True)
    return made
