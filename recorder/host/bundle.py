"""Bundles the page's side: rules as data, the loader, the worker; and the packages of the demo's viewer.

Laws: the loader knows its worker by a hashed name (``VELO_WORKER``), the worker its runtime
(``VELO_RUNTIME``), both relative to their own address; so a change of any part changes every name up to
``velo.js``, and nothing else is needed to let all but the entry files be cached for ever. The probe's rules
are written from Python, never by hand.
"""

import json
import shutil
from pathlib import Path
from typing import Any

from recorder.host import node
from recorder.host.layout import (
    CACHE,
    DIST,
    HOST,
    LOADER,
    NODE_MODULES,
    ROOT,
    RULES,
    VELO,
    VENDOR,
    content_hash,
    digest,
    recorder_sources,
    sources,
)
from recorder.host.step import BuildError, Facts

ESBUILD = NODE_MODULES / "esbuild" / "bin" / "esbuild"

# Module workers and top-level await need a browser at least this new anyway.
TARGET = "es2022"

# TypeScript looks for a .mjs file's types in a .d.mts file only.
TYPES = ("velo.d.ts", "velo.d.mts")

# The demo's viewer: fixed names below dist/demo/vendor/, from the files of npm packages.
VENDORED_SCRIPTS = {
    "rrweb-player.js": NODE_MODULES / "rrweb-player/dist/rrweb-player.js",
    "replay.js": NODE_MODULES / "@rrweb/replay/dist/replay.js",
}
VENDORED_STYLES = {
    "rrweb-player.css": NODE_MODULES / "rrweb-player/dist/style.min.css",
    "replay.css": NODE_MODULES / "@rrweb/replay/dist/style.min.css",
}


def rules_inputs(attributes: list[str]) -> str:
    return digest([*recorder_sources(), HOST / "bundle.py"], *attributes)


def make_rules(attributes: list[str]) -> Facts:
    """Write what the probe must know before it reads anything, from ``recorder.hooks``; with what the owner's rules read."""
    from recorder import hooks

    rules = json.dumps(hooks.probe_rules(attributes), indent=1, ensure_ascii=False)
    RULES.parent.mkdir(parents=True, exist_ok=True)
    header = "// Written by build.py from recorder.hooks.probe_rules(); change it there.\n"
    RULES.write_text(f"{header}export default {rules};\n", encoding="utf-8")
    return {"files": [f"../{RULES.relative_to(ROOT).as_posix()}"], "says": f"loader/generated/{RULES.name}"}


def loader_inputs(runtime: dict[str, Any], *, plain: bool) -> str:
    return digest([*sources(LOADER), HOST / "bundle.py", ROOT / "package-lock.json"], runtime, plain)


def make_loader(node_command: tuple[str, ...], runtime: dict[str, Any], *, plain: bool) -> Facts:
    """Write velo.js (for a tag), velo.mjs (for import), their types, and the worker."""
    VELO.mkdir(parents=True, exist_ok=True)
    bundled = CACHE / "worker.js"
    if not (LOADER / "velo.d.ts").exists():
        raise BuildError("loader/velo.d.ts is missing; this copy of the repository is not whole.")
    _esbuild(node_command, LOADER / "worker.js", bundled, "esm", plain, VELO_RUNTIME=runtime)
    worker = VELO / f"worker-{content_hash(bundled.read_bytes())}.js"
    shutil.copyfile(bundled, worker)
    _esbuild(node_command, LOADER / "script.js", VELO / "velo.js", "iife", plain, VELO_WORKER=worker.name)
    _esbuild(node_command, LOADER / "velo.js", VELO / "velo.mjs", "esm", plain, VELO_WORKER=worker.name)
    for name in TYPES:
        shutil.copyfile(LOADER / "velo.d.ts", VELO / name)
    names = ["velo.js", "velo.mjs", *TYPES, worker.name]
    return {"files": [f"velo/{name}" for name in names], "worker": worker.name, "says": ", ".join(names)}


def vendor_inputs() -> str:
    return digest([HOST / "bundle.py", ROOT / "package-lock.json"])


def make_vendor(node_command: tuple[str, ...]) -> Facts:
    """Write the player and the replayer for the demo's pages."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, source in VENDORED_SCRIPTS.items():
        _esbuild(node_command, source, VENDOR / name, "esm", plain=False)
    for name, source in VENDORED_STYLES.items():
        shutil.copyfile(source, VENDOR / name)
    files = [(VENDOR / name).relative_to(DIST).as_posix() for name in (*VENDORED_SCRIPTS, *VENDORED_STYLES)]
    return {"files": files, "says": "rrweb's player and replayer for the demo"}


def _esbuild(node_command: tuple[str, ...], entry: Path, target: Path, form: str, plain: bool, **define: object) -> None:
    if not entry.exists():
        raise BuildError(f"{entry.relative_to(ROOT)} is missing; this copy of the repository is not whole.")
    options = ["--bundle", f"--format={form}", f"--target={TARGET}", "--charset=utf8", "--legal-comments=eof"]
    options += [] if plain else ["--minify"]
    options += [f"--define:{name}={json.dumps(value)}" for name, value in define.items()]
    node.run(node_command, ESBUILD, str(entry), f"--outfile={target}", "--log-level=warning", *options)
