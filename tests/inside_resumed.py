"""Runs in the Python that was started from memory (tests/resumed.mjs): what is there, and what that does."""

import gc
import json
import re
import sys

import _pyodide


def failure(name: str) -> str:
    """What importing says."""
    try:
        __import__(name)
    except ImportError as error:
        return str(error)
    return ""


def check() -> str:
    gc.unfreeze()
    names = [value for value in gc.get_objects() if type(value) is type(check)]
    return json.dumps(
        {
            "modules": sorted(name for name in sys.modules if name.partition(".")[0] == "recorder"),
            "others": sorted(name for name in sys.modules if name.partition(".")[0] in ("random", "asyncio", "importlib",
            "traceback")), "functions": len(names),
            "imports": [failure("random"), failure("recorder.host")],
            "collected": gc.collect() >= 0,
            "alive": sum(1 for value in gc.get_objects() if value is not None) > 1000,
            "text": b"\xe8 \xff\xfe".decode("latin-1") + "\ufeffa".encode("utf-16").decode("utf-16") +
            b"\xef\xbb\xbfb".decode("utf-8-sig"), "found": re.sub(r"(\w)(\d{2,})", r"\2\1", "a12 b3", flags=re.IGNORECASE),
            "paths": [*sys.path, *map(str, sys.meta_path)],
        }
    )


_pyodide.found = check()
