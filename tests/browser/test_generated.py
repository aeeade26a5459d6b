"""No secret of a generated page leaves or is stored, whatever the page is made of and whatever happens on it.

By default a few programs are drawn, the same ones each time. ``VELO_GENERATED=500`` draws that many, other ones each time, and makes
a failing one small. Programs that failed once stand in ``generated.json`` and are always played; a new one is printed as a row for it.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from playwright.sync_api import Browser

from tests.browser.chrome import velo_folder
from tests.browser.ground import PLAYS, Ground, Play, ground, leaks, missing
from tests.browser.planted import planted
from tests.browser.programs import programs

KEPT: list[dict[str, Any]] = json.loads((Path(__file__).parent / "generated.json").read_text(encoding="utf-8"))
ASKED = int(os.environ.get("VELO_GENERATED") or 0)
DRAWN = ASKED or 40

pytestmark = pytest.mark.browser


class Grounds:
    """A ground that is renewed now and then; and what was seen on all of them."""

    def __init__(self, browser: Browser, stack: ExitStack) -> None:
        self._browser, self._outer, self._stack = browser, stack, ExitStack()
        self._ground: Ground | None = None
        self.secrets = self.open = 0
        stack.callback(lambda: self._stack.close())

    def play(self, program: dict[str, Any]) -> Play:
        """Plays a program; fails if a secret left, or if the play proves nothing."""
        if self._ground is None or self._ground.number >= PLAYS:
            self._stack.close()
            self._ground = self._stack.enter_context(ground(self._browser, velo_folder()))
        try:
            play = self._ground.play(program)
        except Exception:
            self._ground = None  # whatever hung there must not hold up the next
            raise
        self.secrets += len(play.secrets)
        self.open += len(play.open)
        problems = leaks(play) + missing(play)
        assert not problems, "\n".join([*problems, "the program, to be kept in generated.json:", json.dumps(program)])
        return play


@pytest.fixture(scope="module")
def grounds(browser: Browser) -> Iterator[Grounds]:
    with ExitStack() as stack:
        yield Grounds(browser, stack)


def drawing(check: Callable[[dict[str, Any]], None]) -> Callable[[], None]:
    """The test over drawn programs: always the same few, or as many new ones as were asked for."""
    phases = [Phase.generate, Phase.shrink] if ASKED else [Phase.generate]
    wanted = settings(
        max_examples=DRAWN, derandomize=not ASKED, database=None, deadline=None, phases=phases, suppress_health_check=list(HealthCheck)
    )
    drawn: Callable[[], None] = wanted(given(programs())(check))
    return drawn


def test_no_secret_of_a_drawn_page_leaves(grounds: Grounds) -> None:
    drawing(lambda program: void(grounds.play(program)))()
    # Else the witness would call nothing secret, or the pages would show nothing at all.
    assert grounds.secrets > 10 * DRAWN
    assert grounds.open > DRAWN


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in KEPT])
def test_no_secret_of_a_kept_page_leaves(grounds: Grounds, case: dict[str, Any]) -> None:
    grounds.play(case["program"])


def test_words_are_found_where_they_may_be(grounds: Grounds) -> None:
    """The control: what may be seen is seen, by the same look that finds no secret."""
    play = grounds.play(OPEN)
    play.open.clear()
    assert leaks(play)
    assert len(play.secrets) == len(planted(OPEN, 1).words)


def void(_: object) -> None:
    """A check that gives nothing, as Hypothesis wants it."""


# A page of which a word shows.
OPEN: dict[str, Any] = {
    "preset": "balanced",
    "recordInputs": False,
    "options": {},
    "address": "",
    "title": "t",
    "head": [],
    "isParsed": True,
    "body": [["p", {}, ["{c}"]]],
    "early": [],
    "steps": [],
    "answers": [],
}
