"""Builds the documentation site: ``dist/docs``, from ``docs/``, the code's own docstrings and ``loader/velo.d.ts``.

Laws: a link that leads nowhere ends the build; what is built asks for nothing of another host and runs no script that stands in
a page, so that it works under ``script-src 'self'``, from a folder of any host.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from recorder.host import typings
from recorder.host.layout import CACHE, DIST, DOCS, LOADER, RECORDER, ROOT, digest, sources
from recorder.host.step import BuildError, Facts

SETTINGS = ROOT / "mkdocs.yml"
STAGED = CACHE / "docs"
SITE = DIST / "docs"

# Pages that are made of files elsewhere in the repository.
BORROWED = {"changelog.md": ROOT / "CHANGELOG.md"}

_SCRIPT = re.compile(r"<script>(?P<code>.*?)</script>", re.DOTALL)
_ELSEWHERE = re.compile(
    r"""<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc=["']?(?:https?:)?//|<link\b[^>]*rel=["']?(?:stylesheet|icon|preconnect|preload)[^>]*href=["']?(?:https?:)?//"""
)
_SEARCH = '<div class="md-search" data-md-component="search" role="dialog"'
_OUTSIDE = re.compile(r"\[(?P<words>[^\]\n]+)\]\((?:\.\./)+[\w./-]+\)(?<!\.md\))")


def inputs() -> str:
    """All that the site is made of."""
    return digest([*sources(DOCS), *sources(RECORDER), *BORROWED.values(), LOADER / "velo.d.ts", SETTINGS])


def make() -> Facts:
    """Build it all.

    Raises:
        BuildError: a link leads nowhere, something is asked of another host, or the builder is not installed.
    """
    _stage()
    shutil.rmtree(SITE, ignore_errors=True)
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--config-file",
        str(SETTINGS),
        "--site-dir",
        str(SITE),
    ]
    done = subprocess.run(
        command, cwd=ROOT, text=True, capture_output=True, check=False, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    )
    if done.returncode:
        raise BuildError(f"the documentation cannot be built:\n{(done.stdout + done.stderr).strip()}")
    pages = sorted(SITE.rglob("*.html"))
    for page in pages:
        _harden(page)
    return {"files": [page.relative_to(DIST).as_posix() for page in pages], "says": f"dist/docs: {len(pages)} pages"}


def _stage() -> None:
    """``docs/`` with what is generated; links into the rest of the repository are no links, for it is not there.

    What begins a marked section in HTML ends older Pythons' parser even within code: an invisible space keeps them apart.
    """
    shutil.rmtree(STAGED, ignore_errors=True)
    shutil.copytree(DOCS, STAGED)
    for name, source in BORROWED.items():
        text = source.read_text(encoding="utf-8").replace("](docs/", "](")
        (STAGED / name).write_text(text, encoding="utf-8")
    reference = STAGED / "reference"
    reference.mkdir(exist_ok=True)
    (reference / "typescript.md").write_text(typings.page((LOADER / "velo.d.ts").read_text(encoding="utf-8")), encoding="utf-8")
    for page in STAGED.rglob("*.md"):
        text = _OUTSIDE.sub(r"\g<words>", page.read_text(encoding="utf-8")).replace("<![", "<\u200b![")
        page.write_text(text, encoding="utf-8")


def _harden(page: Path) -> None:
    """Scripts that stand in the page become files beside it; the theme's search gets a name for who hears the page."""
    text = page.read_text(encoding="utf-8")
    found = _ELSEWHERE.search(text)
    if found:
        raise BuildError(f"{page.relative_to(DIST)} would ask another host: {found[0]}")
    text = text.replace(_SEARCH, f'{_SEARCH} aria-label="Search"')
    page.write_text(_SCRIPT.sub(lambda match: _as_file(page, match["code"]), text), encoding="utf-8")


def _as_file(page: Path, code: str) -> str:
    """The tag of a file with this script; the same script is one file for all pages."""
    content = code.strip().encode()
    file = SITE / "assets" / f"inline-{hashlib.sha256(content).hexdigest()[:12]}.js"
    file.write_bytes(content)
    return f'<script src="{os.path.relpath(file, page.parent).replace(os.sep, "/")}"></script>'
