"""Lists what is in dist/velo: sizes as such, with gzip and brotli, and hashes for ``integrity`` attributes.

Laws: every file that a host serves is listed, with a ``.br`` and a ``.gz`` beside it, and a file that no step of this build made
is removed; a first visit larger than ``FIRST_VISIT_BYTES`` ends the build, and so does one of the files that run in the page
when it is larger than ``PAGE_BYTES`` says. What was packed once is kept in ``.build/packed``
under its hash, since brotli at its best takes seconds for each. The plain build packs nothing and measures only.
"""

import base64
import gzip
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import brotli

from recorder.host.layout import CACHE, HOST, ROOT, VELO, digest
from recorder.host.slim import COLD
from recorder.host.step import BuildError, Facts

# With brotli, without the owner's own rules; what was reached when this was last looked at, and two hundredths more.
FIRST_VISIT_BYTES = 1_360_000

# With brotli: what a page loads before there is consent, and what it loads with it.
PAGE_BYTES = {"velo.js": 10_500, "velo.mjs": 10_200, "probe-": 24_500}

PACKED = CACHE / "packed"
PACKED_KEPT = 60
SUFFIXES = (".br", ".gz")

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
ENTRIES = (
    *("velo.js", "velo.mjs", "velo.d.ts", "velo.d.mts", "licences.txt"),
    *("velo-consent.js", "velo-privacy.js", "velo-player.html", "velo-python.js"),
)

# What comes later, or never: names begin or end so.
LATER = re.compile(rf"player-.*|.*/{re.escape(COLD)}")


def inputs(files: Iterable[str], runtime: dict[str, Any], *, packed: bool, limit: int | None) -> str:
    """The names carry hashes; of the entry files, which have none, the content counts."""
    entries = [path for name in ENTRIES if (path := VELO / name).exists()]
    return digest([*entries, HOST / "manifest.py", ROOT / "package-lock.json"], sorted(files), runtime, packed, limit)


def make(files: Iterable[str], runtime: dict[str, Any], *, packed: bool, limit: int | None) -> Facts:
    """Write manifest.json over the files (named below dist/) and remove all others from dist/velo.

    Raises:
        BuildError: a first visit is larger than ``limit``.
    """
    names = sorted(name.removeprefix("velo/") for name in files if name.startswith("velo/"))
    siblings = [name + suffix for name in names for suffix in SUFFIXES] if packed else []
    _remove_others({VELO / name for name in [*names, *siblings]})
    known = _known_sizes()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = pool.map(lambda name: _packed(VELO / name) if packed else _measured(VELO / name, known), names)
        entries = dict(zip(names, made, strict=True))
    if packed:
        _forget_old()
    _keep_sizes(known | {entry["sha256"]: _sizes(entry) for entry in entries.values()})
    first_visit = [entry for name, entry in entries.items() if name not in ENTRIES[1:] and not LATER.fullmatch(name)]
    totals = {key: sum(entry[key] for entry in first_visit) for key in ("bytes", "gzip_bytes", "brotli_bytes")}
    manifest = {"first_visit": totals, "runtime": runtime, "files": entries}
    (VELO / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    if limit and totals["brotli_bytes"] > limit:
        raise BuildError(
            f"A first visit has grown to {totals['brotli_bytes']:,} bytes with brotli; at most {limit:,} were agreed on.\n"
            "dist/velo/manifest.json has the size of each file, recorder/host/manifest.py the limit."
        )
    if limit:
        _check_page_files(entries)
    says = f"a first visit is {totals['brotli_bytes']:,} bytes with brotli, {totals['gzip_bytes']:,} with gzip"
    files_made = ["velo/manifest.json", *(f"velo/{name}" for name in siblings)]
    return {"files": files_made, "first_visit": totals, "says": says}


def _check_page_files(entries: dict[str, Any]) -> None:
    for start, most in PAGE_BYTES.items():
        for name, entry in entries.items():
            if name.startswith(start) and entry["brotli_bytes"] > most:
                raise BuildError(
                    f"{name} has grown to {entry['brotli_bytes']:,} bytes with brotli; at most {most:,} were agreed on"
                    " (PAGE_BYTES in recorder/host/manifest.py)."
                )


def _packed(file: Path) -> dict[str, Any]:
    """The file's entry; ``.br`` and ``.gz`` are put beside it."""
    content = file.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    PACKED.mkdir(parents=True, exist_ok=True)
    sizes = {}
    for suffix in SUFFIXES:
        kept = PACKED / (sha256 + suffix)
        if not kept.exists():
            half = PACKED / f"{sha256}{suffix}.{file.name}.half"  # two files of one content are packed side by side
            half.write_bytes(_pack(content, suffix, quick=file.name == COLD))
            half.replace(kept)
        beside = file.with_name(file.name + suffix)
        shutil.copyfile(kept, beside)
        sizes[suffix] = beside.stat().st_size
    return _entry(content, {"gzip_bytes": sizes[".gz"], "brotli_bytes": sizes[".br"]})


def _pack(content: bytes, suffix: str, *, quick: bool) -> bytes:
    """``quick``: what next to nobody fetches is not worth half a minute of the owner's time."""
    if suffix == ".gz":
        return gzip.compress(content, 9, mtime=0)
    return bytes(brotli.compress(content, quality=9 if quick else 11))


def _forget_old() -> None:
    kept = sorted(PACKED.glob("*"), key=lambda path: path.stat().st_mtime)
    for path in kept[:-PACKED_KEPT]:
        path.unlink(missing_ok=True)


def _measured(file: Path, known: dict[str, dict[str, int]]) -> dict[str, Any]:
    content = file.read_bytes()
    sizes = known.get(hashlib.sha256(content).hexdigest()) or {
        "gzip_bytes": len(gzip.compress(content, 9, mtime=0)),
        "brotli_bytes": len(brotli.compress(content, quality=11)),
    }
    return _entry(content, sizes)


def _entry(content: bytes, sizes: dict[str, int]) -> dict[str, Any]:
    sha256 = hashlib.sha256(content).hexdigest()
    integrity = "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()
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
