"""Runs in Pyodide during the build: which modules of the library the recorder has loaded, once stand-ins took some places.

Imports only what Pyodide has loaded anyway, or the list would grow by this file's own needs.
"""

import importlib
import json
import sys

STDLIB = f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip/"


def check(names: str) -> str:
    """Import these modules (JSON); the answer lists the files of the library that are loaded then, relative to it."""
    for name in json.loads(names):
        importlib.import_module(name)
    origins = (getattr(module.__spec__, "origin", None) or "" for module in list(sys.modules.values()) if module)
    return json.dumps(sorted({origin[len(STDLIB) :] for origin in origins if origin.startswith(STDLIB)}))
