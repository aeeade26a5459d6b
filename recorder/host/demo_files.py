"""Writes the demo as plain files, dist/demo: for any static host, with no collector behind it.

Laws: what is served and what is written are the same pages (``demo_site/pages``); all links are relative, so the folder may lie
anywhere on a host; nothing in it asks for a collector: the tag has no endpoint, and lines marked ``data-collector`` are left out.
"""

import os
import re
import shutil
from pathlib import Path

from recorder.host.layout import DIST, HOST, PAGES, SITE, VELO, VENDOR, digest, sources
from recorder.host.step import Facts

ENDPOINT = re.compile(r' data-endpoint="[^"]*"')
COLLECTOR = re.compile(r"^.*\bdata-collector\b.*\n", re.MULTILINE)
ROOTED = re.compile(r'(\b(?:href|src))="/')


def inputs() -> str:
    """Digest of the pages, and of what lies in dist/velo."""
    return digest([*sources(PAGES), *sources(VELO), HOST / "demo_files.py"])


def make() -> Facts:
    """Write dist/demo beside its vendor folder; what is there of an older demo goes."""
    SITE.mkdir(parents=True, exist_ok=True)
    for old in SITE.iterdir():
        if old.name != VENDOR.name:
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    pages = sources(PAGES)
    for page in pages:
        _write(page, SITE / page.relative_to(PAGES))
    for file in sources(VELO):
        _link(file, SITE / "velo" / file.relative_to(VELO))
    names = [(SITE / page.relative_to(PAGES)).relative_to(DIST).as_posix() for page in pages]
    return {"files": [*names, "demo/velo/velo.js"], "says": "dist/demo: the demo for any static host"}


def static(text: str) -> str:
    """A page without what needs a collector, and without a place on the host."""
    return ROOTED.sub(lambda found: f'{found[1]}="./', COLLECTOR.sub("", ENDPOINT.sub("", text)))


def _write(page: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if page.suffix == ".html":
        target.write_text(static(page.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        shutil.copyfile(page, target)


def _link(file: Path, target: Path) -> None:
    """The same file under one more name, or a copy where a disk knows no such thing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, target)
    except OSError:
        shutil.copy2(file, target)
