"""Writes ``dist/velo/licences.txt``: whose work is in the files that a site serves, and under which terms.

Law: the versions are those that are shipped. Not legal advice; what it says of changes must be kept true by whoever changes them.
"""

import json

from recorder.host.layout import HOST, PYODIDE, VELO, digest
from recorder.host.step import Facts

NOTICE = HOST / "notice.txt"
NAME = "licences.txt"


def inputs() -> str:
    return digest([NOTICE, HOST / "licences.py", PYODIDE / "pyodide-lock.json", PYODIDE / "package.json"])


def make() -> Facts:
    """Fill the versions in."""
    pyodide = json.loads((PYODIDE / "package.json").read_text(encoding="utf-8"))["version"]
    python = json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]["python"]
    VELO.mkdir(parents=True, exist_ok=True)
    text = NOTICE.read_text(encoding="utf-8").replace("{pyodide}", pyodide).replace("{python}", python)
    (VELO / NAME).write_text(text, encoding="utf-8")
    return {"files": [f"velo/{NAME}"], "says": f"dist/velo/{NAME}: Pyodide {pyodide}, CPython {python} and what is in them"}
