"""Replays as pictures: with masking off (here only) they are the page; and recordings are no larger than rrweb's of the same session.

``VELO_PICTURES=folder`` keeps all pictures there: the page, the replay with masking off, in strict and in balanced.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from recorder.host.layout import VENDOR
from tests.browser.pictures.shoot import NAMES, Shot, Studio, difference, gzipped, studio

KEEP = os.environ.get("VELO_PICTURES")
MOST_DIFFERENT = 0.01
MOST_BYTES = 1.0

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (VENDOR / "replay.js").is_file(), reason="dist/demo/vendor is not built: run `python build.py`"),
]


@pytest.fixture(scope="module")
def room(browser: Browser) -> Iterator[Studio]:
    with studio(browser) as made:
        yield made


@pytest.fixture(scope="module")
def shots(room: Studio) -> dict[str, Shot]:
    return {}


def shot(room: Studio, shots: dict[str, Shot], name: str) -> Shot:
    if name not in shots:
        shots[name] = room.shoot(name)
    return shots[name]


def note(file: str, *said: object) -> None:
    """A line for who looks at the pictures."""
    with (Path(KEEP or ".") / file).open("a", encoding="utf-8") as notes:
        print(*said, file=notes)


@pytest.mark.parametrize("name", NAMES)
def test_a_replay_without_masking_is_the_page(room: Studio, shots: dict[str, Shot], name: str) -> None:
    taken = shot(room, shots, name)
    shown = room.replay(taken.lines("open"))
    if KEEP:
        Path(KEEP).mkdir(parents=True, exist_ok=True)
        taken.live.save(Path(KEEP) / f"{name}-page.png", optimize=True)
        shown.save(Path(KEEP) / f"{name}-open.png", optimize=True)
        for preset in ("strict", "balanced"):
            room.replay(taken.lines(preset)).save(Path(KEEP) / f"{name}-{preset}.png", optimize=True)
        note("differences.txt", name, f"{difference(taken, shown):.4%}")
    assert difference(taken, shown) < MOST_DIFFERENT


@pytest.mark.parametrize("preset", ["strict", "balanced"])
@pytest.mark.parametrize("name", NAMES)
def test_a_recording_is_no_larger_than_that_of_rrweb(room: Studio, shots: dict[str, Shot], name: str, preset: str) -> None:
    taken = shot(room, shots, name)
    ours, theirs = taken.lines(preset), taken.rrweb
    if KEEP:
        sizes = [len(ours.encode()), len(theirs.encode()), gzipped(ours), gzipped(theirs)]
        note("sizes.txt", name, preset, *sizes, f"{sizes[0] / sizes[1]:.2f}", f"{sizes[2] / sizes[3]:.2f}")
    assert gzipped(ours) <= MOST_BYTES * gzipped(theirs)


def test_what_is_hidden_makes_a_difference(room: Studio, shots: dict[str, Shot]) -> None:
    """The judge itself, and that ``open`` is what shows the words."""
    taken = shot(room, shots, "news")
    assert difference(taken, taken.live) == 0
    assert difference(taken, room.replay(taken.lines("strict"))) > MOST_DIFFERENT
    assert "Morning Letter" in taken.lines("open") and "Morning" not in taken.lines("strict")
