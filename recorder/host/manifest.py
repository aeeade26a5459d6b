"""Lists what is in dist/velo: sizes as such, with gzip and brotli, and hashes for ``integrity`` attributes.

Laws: every file that a host serves is listed, and a file that no step of this build made is removed. Sizes
of known content come from ``.build/sizes.json``, since brotli at its best takes seconds for each.
"""

import base64
import gzip
import hashlib
import json
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import brotli

from recorder.host.layout import CACHE, HOST, ROOT, VELO, digest
from recorder.host.step import Facts

SIZES = CACHE / "sizes.json"
SIZES_KEPT = 500

# Measured once, since brotli at its best takes half a minute for it: pyodide.asm.wasm of Pyodide 314.0.7. Found by
# its content, so another version is simply measured.
MEASURED = {
    "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6": {
        "gzip_bytes": 3_528_803,
        "brotli_bytes": 2_741_061,
    },
}

# The files without a hash in their names; of these, a page that loads velo.js fetches that one only.
ENTRIES = ("velo.js", "velo.mjs", "velo.d.ts", "velo.d.mts")


def inputs(files: Iterable[str], runtime: dict[str, Any]) -> str:
    """The names carry hashes; of the entry files, which have none, the content counts."""
    entries = [path for name in ENTRIES if (path := VELO / name).exists()]
    return digest([*entries, HOST / "manifest.py", ROOT / "package-lock.json"], sorted(files), runtime)


def make(files: Iterable[str], runtime: dict[str, Any]) -> Facts:
    """Write manifest.json over the files (named below dist/) and remove all others from dist/velo."""
    names = sorted(name.removeprefix("velo/") for name in files if name.startswith("velo/"))
    _remove_others({VELO / name for name in names})
    known = _known_sizes()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        entries = dict(zip(names, pool.map(lambda name: _entry((VELO / name).read_bytes(), known), names), strict=True))
    _keep_sizes(known | {entry["sha256"]: _sizes(entry) for entry in entries.values()})
    first_visit = [entry for name, entry in entries.items() if name not in ENTRIES[1:]]
    totals = {key: sum(entry[key] for entry in first_visit) for key in ("bytes", "gzip_bytes", "brotli_bytes")}
    manifest = {"first_visit": totals, "runtime": runtime, "files": entries}
    (VELO / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    says = f"a first visit is {totals['brotli_bytes']:,} bytes with brotli, {totals['gzip_bytes']:,} with gzip"
    return {"files": ["velo/manifest.json"], "first_visit": totals, "says": says}


def _entry(content: bytes, known: dict[str, dict[str, int]]) -> dict[str, Any]:
    sha256 = hashlib.sha256(content).hexdigest()
    integrity = "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()
    sizes = known.get(sha256) or {
        "gzip_bytes": len(gzip.compress(content, 9, mtime=0)),
        "brotli_bytes": len(brotli.compress(content, quality=11)),
    }
    return {"bytes": len(content), **sizes, "sha256": sha256, "integrity": integrity}


def _sizes(entry: dict[str, Any]) -> dict[str, int]:
    return {key: entry[key] for key in ("gzip_bytes", "brotli_bytes")}


def _known_sizes() -> dict[str, dict[str, int]]:
    try:
        known: dict[str, dict[str, int]] = json.loads(SIZES.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return MEASURED
    return known | MEASURED


def _keep_sizes(sizes: dict[str, dict[str, int]]) -> None:
    newest = dict(list(sizes.items())[-SIZES_KEPT:])
    SIZES.write_text(json.dumps(newest), encoding="utf-8")


def _remove_others(wanted: set[Path]) -> None:
    for path in sorted(VELO.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in wanted:
            path.unlink()
