"""Bundles the page's side: rules as data, the loader, the worker; and the packages of the demo's viewer.

Laws: the loader knows its worker and its probe by hashed names (``VELO_WORKER``, ``VELO_PROBE``), the worker its runtime
(``VELO_RUNTIME``), all relative to their own address; so a change of any part changes every name up to
``velo.js``, and nothing else is needed to let all but the entry files be cached for ever. The probe's rules
are written from Python, never by hand. The probe's file takes the browser's own functions from ``velo.js``, which took
them before (``loader/load.js``): it is one function of them all, and their order is written by the same build.
"""

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from recorder.host import node
from recorder.host.layout import (
    CACHE,
    DIST,
    GENERATED,
    HOST,
    LOADER,
    NODE_MODULES,
    ROOT,
    VELO,
    VENDOR,
    content_hash,
    digest,
    recorder_sources,
    sources,
)
from recorder.host.pages import Site
from recorder.host.step import BuildError, Facts

ESBUILD = NODE_MODULES / "esbuild" / "bin" / "esbuild"
TERSER = NODE_MODULES / "terser" / "bin" / "terser"
TERSER_OPTIONS = ["--ecma", "2022", "--compress", "passes=3,hoist_props=false,pure_getters=true", "--mangle"]

# What of the probe's folder is in velo.js already: the browser's own functions, and the marks that calls set.
NATIVES = "natives.js"
NATIVES_IMPORT = re.compile(r'^import \{([^}]*)\} from "(?:\.\.?/)+(?:probe/)?natives\.js";\n', re.MULTILINE)
IN_ENTRY = (NATIVES, "owner.js")

# What a visitor may see of Velo: elements that the owner puts on a page, and the page in which one of them plays.
VISITOR = LOADER / "visitor"
ELEMENTS = ("velo-consent.js", "velo-privacy.js")
PLAYER = "velo-player.html"

# Module workers and top-level await need a browser at least this new anyway.
TARGET = "es2022"

# TypeScript looks for a .mjs file's types in a .d.mts file only.
TYPES = ("velo.d.ts", "velo.d.mts")

# The demo's viewer: fixed names below dist/demo/vendor/, from the files of npm packages.
VENDORED_SCRIPTS = {
    "rrweb-player.js": NODE_MODULES / "rrweb-player/dist/rrweb-player.js",
    "replay.js": NODE_MODULES / "@rrweb/replay/dist/replay.js",
    "hpke.js": NODE_MODULES / "@hpke/core/esm/mod.js",
}
VENDORED_STYLES = {
    "rrweb-player.css": NODE_MODULES / "rrweb-player/dist/style.min.css",
    "replay.css": NODE_MODULES / "@rrweb/replay/dist/style.min.css",
}


def rules_inputs(attributes: list[str]) -> str:
    return digest([*recorder_sources(), *probe_sources(), HOST / "bundle.py"], *attributes)


def make_rules(attributes: list[str]) -> Facts:
    """Write what the probe must know before it reads anything, from ``recorder.hooks``; with what the owner's rules read."""
    from recorder import hooks

    GENERATED.mkdir(parents=True, exist_ok=True)
    written = {"rules.js": ("probe_rules", hooks.probe_rules(attributes)), "first.js": ("entry_rules", hooks.entry_rules())}
    for name, (source, rules) in written.items():
        text = json.dumps(rules, indent=1, ensure_ascii=False)
        header = f"// Written by build.py from recorder.hooks.{source}(); change it there.\n"
        (GENERATED / name).write_text(f"{header}export default {text};\n", encoding="utf-8")
    names = ", ".join(natives_used())
    header = "// Written by build.py: what the probe's file takes of natives.js, in its order.\n"
    shared = f'{header}import {{ {names} }} from "../probe/natives.js";\nexport const shared = [{names}];\n'
    (GENERATED / "shared.js").write_text(shared, encoding="utf-8")
    files = [GENERATED / name for name in (*written, "shared.js")]
    return {"files": [f"../{file.relative_to(ROOT).as_posix()}" for file in files], "says": "loader/generated"}


def natives_used() -> list[str]:
    """What the probe takes of the browser's own functions."""
    found = (match for path in probe_sources() for match in NATIVES_IMPORT.finditer(path.read_text(encoding="utf-8")))
    return sorted({name.strip() for match in found for name in match[1].split(",") if name.strip()})


def probe_sources() -> list[Path]:
    """What the probe's file is made of."""
    return [path for path in sorted((LOADER / "probe").glob("*.js")) if path.name not in IN_ENTRY]


def loader_inputs(runtime: dict[str, Any], site: Site | None = None, *, plain: bool, seal: str = "") -> str:
    read = [*sources(LOADER), HOST / "bundle.py", ROOT / "package-lock.json"]
    return digest(read, runtime, json.dumps(site), plain, seal)


def make_loader(
    node_command: tuple[str, ...], runtime: dict[str, Any], site: Site | None = None, *, plain: bool, seal: str = ""
) -> Facts:
    """Write velo.js (for a tag), velo.mjs (for import), their types, and the worker.

    Args:
        site: what velo.toml says (pages.py).
        seal: the public key that the worker seals for (its point, in base64); "": none, and no code for it either.
    """
    VELO.mkdir(parents=True, exist_ok=True)
    bundled = CACHE / "worker.js"
    if not (LOADER / "velo.d.ts").exists():
        raise BuildError("loader/velo.d.ts is missing; this copy of the repository is not whole.")
    options = ["--conditions=velo-sealed"] if seal else []
    _esbuild(node_command, LOADER / "worker.js", bundled, "esm", plain, options, VELO_RUNTIME=runtime, VELO_SEAL=seal)
    worker = VELO / f"worker-{content_hash(bundled.read_bytes())}.js"
    shutil.copyfile(bundled, worker)
    probe = _make_probe(node_command, plain)
    told: dict[str, Any] = {"VELO_WORKER": worker.name, "VELO_PROBE": probe.name, "VELO_SITE": site}
    make_entries(node_command, VELO, told, plain=plain)
    # For recorder/page.py, which does not seal.
    python = [] if seal else ["velo-python.js"]
    for name in python:
        _esbuild(node_command, LOADER / "python.js", VELO / name, "iife", plain, **told)
    for name in TYPES:
        shutil.copyfile(LOADER / "velo.d.ts", VELO / name)
    names = ["velo.js", "velo.mjs", *python, *TYPES, worker.name, probe.name, *_make_visitor(node_command, plain)]
    return {"files": [f"velo/{name}" for name in names], "told": told, "says": ", ".join(names)}


def make_entries(node_command: tuple[str, ...], folder: Path, told: dict[str, Any], *, plain: bool) -> None:
    """Write velo.js and velo.mjs. ``told``: what loader/build.d.ts names."""
    _esbuild(node_command, LOADER / "script.js", folder / "velo.js", "iife", plain, **told)
    _esbuild(node_command, LOADER / "velo.js", folder / "velo.mjs", "esm", plain, **told)
    for name in ("velo.js", "velo.mjs"):
        _compile_at_once(folder / name)


def make_module(node_command: tuple[str, ...], entry: Path, target: Path, told: dict[str, Any]) -> None:
    """Write a module that another bundler will take up: readable, with its comments."""
    _esbuild(node_command, entry, target, "esm", plain=True, **told)


def _make_visitor(node_command: tuple[str, ...], plain: bool) -> list[str]:
    """Write the elements and the player; gives their names."""
    bundled = CACHE / "player.js"
    _esbuild(node_command, VISITOR / "player.js", bundled, "esm", plain)
    player = VELO / f"player-{content_hash(bundled.read_bytes())}.js"
    shutil.copyfile(bundled, player)
    page = (VISITOR / "player.html").read_text(encoding="utf-8")
    (VELO / PLAYER).write_text(page.replace("VELO_REPLAY", player.name), encoding="utf-8")
    for name in ELEMENTS:
        _esbuild(node_command, VISITOR / name, VELO / name, "esm", plain, VELO_PLAYER=PLAYER)
    return [*ELEMENTS, PLAYER, player.name]


def _make_probe(node_command: tuple[str, ...], plain: bool) -> Path:
    """Write the probe's file: a function of the browser's own functions, which gives the class ``Probe``."""
    staged = CACHE / "loader"
    shutil.rmtree(staged, ignore_errors=True)
    shutil.copytree(LOADER, staged)
    for path in (staged / "probe").glob("*.js"):
        if path.name not in IN_ENTRY:
            path.write_text(NATIVES_IMPORT.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    bundled = CACHE / "probe.js"
    _run_esbuild(node_command, staged / "probe" / "probe.js", bundled, "iife", ["--global-name=made"])
    code = bundled.read_text(encoding="utf-8")
    bundled.write_text(f"export default ({', '.join(natives_used())}) => {{\n{code}return made.Probe;\n}};\n", encoding="utf-8")
    if not plain:
        _minify(node_command, bundled, module=True)
    code = bundled.read_text(encoding="utf-8").strip().removeprefix("export default").removesuffix(";")
    bundled.write_text(f"export default({code});\n", encoding="utf-8")  # without the parentheses it would be read twice
    _compile_at_once(bundled)
    probe = VELO / f"probe-{content_hash(bundled.read_bytes())}.js"
    shutil.copyfile(bundled, probe)
    return probe


def _compile_at_once(file: Path) -> None:
    """Say in its first line, in Chromium's words, that all of it is needed: it is then compiled beside the main thread."""
    file.write_text("//# allFunctionsCalledOnLoad\n" + file.read_text(encoding="utf-8"), encoding="utf-8")


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
    return {"files": files, "says": "rrweb's player and replayer, and HPKE, for the demo"}


def _esbuild(
    node_command: tuple[str, ...],
    entry: Path,
    target: Path,
    form: str,
    plain: bool,
    options: Sequence[str] = (),
    **define: object,
) -> None:
    if not entry.exists():
        raise BuildError(f"{entry.relative_to(ROOT)} is missing; this copy of the repository is not whole.")
    defined = [f"--define:{name}={json.dumps(value)}" for name, value in define.items()]
    _run_esbuild(node_command, entry, target, form, [*options, *defined])
    if not plain:
        _minify(node_command, target, module=form == "esm")


def _run_esbuild(node_command: tuple[str, ...], entry: Path, target: Path, form: str, options: list[str]) -> None:
    every = ["--bundle", f"--format={form}", f"--target={TARGET}", "--charset=utf8", "--legal-comments=eof", "--loader:.css=text"]
    node.run(node_command, ESBUILD, str(entry), f"--outfile={target}", "--log-level=warning", *every, *options)


def _minify(node_command: tuple[str, ...], file: Path, *, module: bool) -> None:
    """In place. Terser makes the files a thirtieth smaller (brotli) than esbuild does; nothing that it calls unsafe is used."""
    form = ["--module"] if module else []
    node.run(node_command, TERSER, str(file), "--output", str(file), *TERSER_OPTIONS, *form)
