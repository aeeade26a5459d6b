"""Runs in Pyodide on the trimmed library (tests/runtime.mjs): what imports, what an error looks like."""

import importlib
import json
import sys
import zipimport

RECORDER = "/lib/recorder.zip"


def check() -> str:
    """Import every module in both archives that may be, raise an error, decode; answer as JSON."""
    names = [name for name in zipimport.zipimporter(RECORDER)._get_files() if name.endswith(".pyc")]  # type: ignore[attr-defined]
    modules = [name.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".") for name in names]
    return json.dumps(
        {
            "modules": modules,
            "failed": [failure for module in modules if (failure := _import_failure(module))],
            "host": _import_failure("recorder.host"),
            "from": importlib.import_module("recorder").__file__,
            "docstring": importlib.import_module("recorder.policy").__doc__,
            "traceback": _traceback(),
            "text": b"\xe8 \xff\xfe".decode("latin-1") + "\ufeffa".encode("utf-16").decode("utf-16"),
            "paths": sys.path,
        }
    )


def _import_failure(name: str) -> str:
    try:
        importlib.import_module(name)
    except ImportError as error:
        return f"{name}: {error}"
    return ""


def _traceback() -> str:
    """An error from the library's frames, which have no line numbers, as the worker would show it."""
    import traceback

    try:
        json.loads("{")
    except ValueError:
        return traceback.format_exc()
    return ""
