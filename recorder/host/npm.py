"""Builds the npm package ``dist/npm/``: the module for bundlers, its types, and the files that a site serves as they are.

Laws: name, version, licence and addresses come from ``pyproject.toml``, so that both packages always say the same; the module
is not minified, for bundlers must see the words that tell them which imports are none of theirs; importing it where there is no
page gives the same names, and does nothing. Nothing runs at installation.
"""

import json
import shutil
import tomllib
from typing import Any

from recorder.host import bundle
from recorder.host.layout import DIST, HOST, LOADER, ROOT, VELO, digest, sources
from recorder.host.manifest import ENTRIES
from recorder.host.step import Facts

NPM = DIST / "npm"
README = HOST / "readme" / "npm.md"
COPY = HOST / "copy.mjs"
PARTS = LOADER / "npm"

# What the static files hold of others: licences.txt says it in full.
LICENCE = "Apache-2.0 AND MPL-2.0 AND PSF-2.0 AND MIT"

# Where there is no page to record.
NO_PAGE = ("node", "bun", "deno", "workerd", "edge-light", "react-server")

KEYWORDS = "session-replay session-recording rrweb privacy gdpr masking pyodide python consent".split()


def package(project: dict[str, Any]) -> dict[str, Any]:
    """``package.json``. ``project``: the table of that name in pyproject.toml."""
    told = {
        "name": project["name"],
        "version": project["version"],
        "description": project["description"],
        "keywords": KEYWORDS,
        "license": LICENCE,
        "author": project["authors"][0]["name"],
        **_addresses(project.get("urls", {})),
        "type": "module",
        "types": "./index.d.ts",
        "exports": {
            ".": {"types": "./index.d.ts", **dict.fromkeys(NO_PAGE, "./server.mjs"), "default": "./index.mjs"},
            "./script": "./velo/velo.js",
            "./velo/*": "./velo/*",
            "./package.json": "./package.json",
        },
        "bin": {project["name"]: "./copy.mjs"},
        "files": ["index.mjs", "index.d.ts", "server.mjs", "copy.mjs", "velo"],
        "sideEffects": ["./velo/*.js"],
        "engines": {"node": ">=20"},
        "publishConfig": {"access": "public", "provenance": True},
    }
    return told


def _addresses(urls: dict[str, str]) -> dict[str, Any]:
    """``npm publish --provenance`` compares the repository with where it was built."""
    told: dict[str, Any] = {}
    if "Homepage" in urls:
        told["homepage"] = urls["Homepage"]
    if "Repository" in urls:
        told["repository"] = {"type": "git", "url": f"git+{urls['Repository'].removesuffix('.git')}.git"}
    if "Issues" in urls:
        told["bugs"] = {"url": urls["Issues"]}
    return told


def inputs(files: list[str], told: dict[str, Any]) -> str:
    """``files``: all of dist/velo; their names carry hashes, but for those of the entries."""
    entries = [path for name in ENTRIES if (path := VELO / name).exists()]
    own = [HOST / "npm.py", HOST / "bundle.py", COPY, README, ROOT / "pyproject.toml", ROOT / "LICENSE"]
    return digest([*sources(LOADER), *entries, *own], sorted(files), json.dumps(told))


def make(node_command: tuple[str, ...], files: list[str], told: dict[str, Any]) -> Facts:
    """Write dist/npm. ``files``: names of dist/velo, below dist/; ``told``: what loader/build.d.ts names."""
    shutil.rmtree(NPM, ignore_errors=True)
    NPM.mkdir(parents=True)
    for name in files:
        target = NPM / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(DIST / name, target)
    bundle.make_module(node_command, PARTS / "index.js", NPM / "index.mjs", told)
    shutil.copyfile(PARTS / "server.js", NPM / "server.mjs")
    shutil.copyfile(COPY, NPM / "copy.mjs")
    (NPM / "copy.mjs").chmod(0o755)
    types = (LOADER / "velo.d.ts").read_text(encoding="utf-8") + "\n" + (PARTS / "index.d.ts").read_text(encoding="utf-8")
    (NPM / "index.d.ts").write_text(types, encoding="utf-8")
    shutil.copyfile(README, NPM / "README.md")
    shutil.copyfile(ROOT / "LICENSE", NPM / "LICENSE")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (NPM / "package.json").write_text(json.dumps(package(project), indent=2) + "\n", encoding="utf-8")
    made = [path.relative_to(DIST).as_posix() for path in sorted(NPM.rglob("*")) if path.is_file()]
    return {"files": made, "says": f"dist/npm: {project['name']} {project['version']}, {len(made)} files"}

