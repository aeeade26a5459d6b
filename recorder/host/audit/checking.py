"""The audit of one page that a test has open: what ``assert_no_leak`` does. It types and presses nothing: the test has done that.

What stands in personal fields is what must not leave; a test fills them as its visitors would, and then asks.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from .attach import PRESETS, Recorders, script
from .canaries import Canary
from .fill import Typed
from .finding import Finding
from .judge import judge
from .look import Look, look
from .owner import LISTS, Owner
from .subject import is_floor, kind_of_field, known_values
from .visit import Visited, path_of

LEAST_CHARS = 6


class NoBuild(Exception):
    """There are no built files of Velo to check with."""


def velo_folder(named: str | None = None) -> Path:
    """Where the built files are: named, in VELO_DIST, or dist/velo here.

    Raises:
        NoBuild: nowhere.
    """
    place = Path(named or os.environ.get("VELO_DIST") or "dist/velo")
    if not (place / "velo.mjs").is_file():
        raise NoBuild(f"no velo.mjs in {place}: build Velo, or name the folder with --velo-dist or VELO_DIST")
    return place


def check(
    page: Page,
    velo: Path,
    presets: Sequence[str] = tuple(PRESETS),
    secrets: Iterable[str] = (),
    options: Mapping[str, Any] | None = None,
) -> list[Finding]:
    """What of the page, as it stands now, would leave and should not. The page is given back as it was.

    ``options``: those that the site gives to ``velo.start()``: its lists of selectors count. Those on Velo's own tag are read.

    Raises:
        AttachError: the recorder does not run on this page.
        ValueError: an unknown preset.
    """
    if not isinstance(page, Page):
        raise TypeError("assert_no_leak wants a page of playwright.sync_api")
    if unknown := set(presets) - set(PRESETS):
        raise ValueError(f"unknown preset {', '.join(sorted(unknown))}; there are {', '.join(PRESETS)}")
    recorders = Recorders(presets, velo, Owner(options or page.evaluate(script("tag"), list(LISTS))))
    recorders.serve(page, stands_in=False)
    try:
        recorders.attach(page)
        seen = look(page)
        recorders.flush(page)
    finally:
        recorders.leave(page)
    visited = Visited(path_of(page.url), seen, seen, _typed(seen), None, dict(recorders.outgoing))
    return judge(visited, [], {*secrets, *known_values(seen)}).findings


def _typed(seen: Look) -> list[Typed]:
    """What the test has typed, as if the audit had."""
    found = []
    for part in seen.all():
        for field in part.fields:
            value = " ".join(field.value.split())
            is_somebodys = field.is_marked or is_floor(field) or kind_of_field(field)
            if is_somebodys and field.tag != "select" and len(value) >= LEAST_CHARS:
                found.append(Typed(field, Canary(value, (value,)), path_of(seen.address)))
    return found


def report(findings: list[Finding]) -> str:
    """The message of a failed test: selectors and kinds, never what stands there."""
    lines = [f"{len(findings)} thing{'s' * (len(findings) != 1)} would leave or are not marked:"]
    for one in findings:
        left = f"leaves under {', '.join(one.presets)}" if one.presets else "is not marked"
        lines.append(f"  {one.selector or one.what}  ({one.what}; {one.kind}) {left}; add {one.mark}")
    return "\n".join(lines)
