"""Random pages that change at random are replayed as they were, at the end and at moments in between.

Programs are made from seeds (``page/random``) and run several at a time on one page. A few run by default; ``VELO_SEEDS=1000`` runs that
many. Rounds that once failed stand in ``random.json`` and are always run. The page is recorded in turn with everything hidden, and
with words and fields shown; then those are compared as well.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from recorder.host.layout import VENDOR
from tests.browser.chrome import SCRIPTS, call, script, start, visit
from tests.browser.compare import Node, difference
from tests.browser.server import Event, Site

KEPT: list[dict[str, Any]] = json.loads((Path(__file__).parent / "random.json").read_text(encoding="utf-8"))
SEEDS = int(os.environ.get("VELO_SEEDS") or 36)
FIRST = int(os.environ.get("VELO_FIRST_SEED") or 0)
AT_ONCE = 12  # programs on a page
ROUNDS = 3  # on one page, one after the other
MOMENTS = 3  # when a round is looked at
STEPS = 7  # between two looks

OPEN = {"preset": "balanced", "recordInputs": True}
CLOSED: dict[str, Any] = {"preset": "strict"}

FAULTS = {"unknown node", "error", "bad batch", "overflow"}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (VENDOR / "replay.js").is_file(), reason="dist/demo/vendor is not built: run `python build.py`"),
]


@dataclass
class Taken:
    """A recording; after how many events the programs of which seeds looked how; what the programs did."""

    events: list[Event] = field(default_factory=list)
    moments: list[tuple[int, list[int], list[Node]]] = field(default_factory=list)
    traces: dict[int, str] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)
    dropped: dict[str, int] = field(default_factory=dict)


@contextmanager
def recorded(browser: Browser, site: Site, options: dict[str, Any]) -> Iterator[Page]:
    """An empty page that is recorded."""
    site.folders |= {"/random/": SCRIPTS / "random", "/vendor/": VENDOR}
    style = ".card { padding: 2px } .grid { display: grid } x-late:not(:defined) { display: none }"
    site.page("/", f"<!doctype html><html lang=en><title>t</title><style>{style}</style><body></body></html>")
    site.page("/replay", "<!doctype html><title>replay</title><body><script>window.__isOpen = true</script>")
    with visit(browser, site) as page:
        assert start(page, **options) == "recording"
        if options is OPEN:
            page.evaluate("window.__isOpen = true")
        yield page
        call(page, "stop")


def run(page: Page, site: Site, taken: Taken, seeds: list[int]) -> None:
    """Runs one round of programs, and notes how they look at some moments."""
    page.evaluate("async (seeds) => (window.__random ??= await import('/random/program.js')).begin(seeds)", seeds)
    for moment in range(MOMENTS):
        page.evaluate("([seed, steps]) => window.__random.advance(seed, steps)", [seeds[0] * MOMENTS + moment, STEPS])
        taken.moments.append(still(page, site, seeds))
    taken.traces |= dict(zip(seeds, page.evaluate("window.__trace()"), strict=True))
    taken.done = Counter(page.evaluate("window.__done"))


def still(page: Page, site: Site, seeds: list[int]) -> tuple[int, list[int], list[Node]]:
    """How many events tell how the page looks: frames may still load while the last ones are sent."""
    look = f"() => ({script('canonical')})(document.getElementById('stage'))"
    before: tuple[int, list[Node]] = (0, [])
    while before != (now := (len(site.events()), page.evaluate(look))):
        before = now
        page.wait_for_function("window.__isLoaded()")
        call(page, "flush")
        page.evaluate("new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20)))")
    return now[0], seeds, now[1]


def replayed(browser: Browser, site: Site, taken: Taken, virtual: bool) -> Iterator[str]:
    """Where rrweb's replayer shows something else than the page did."""
    with visit(browser, site, "/replay") as page:
        asked = {"moments": [count for count, _, _ in taken.moments], "virtual": virtual, "root": "stage"}
        played = page.evaluate(script("random/moments"), asked | {"events": taken.events, "canonical": script("canonical")})
    way = "by a jump" if virtual else "straight"
    for nth, ((_, seeds, live), built) in enumerate(zip(taken.moments, played["built"], strict=True)):
        shown = dict(zip(seeds, built, strict=False))
        for seed, ours in zip(seeds, live, strict=True):
            wrong = difference([ours], [shown[seed]]) if seed in shown else "is not there"
            if wrong:
                yield f"seed {seed}, look {nth % MOMENTS}, {way}: {wrong}"
    yield from (f"{way}: the replayer says: {warning}" for warning in islice(played["warnings"], MOMENTS))


def play(browser: Browser, site: Site, rounds: list[list[int]], options: dict[str, Any]) -> Taken:
    """Runs rounds of programs and compares them with both ways of playing them."""
    taken = Taken()
    with recorded(browser, site, options) as page:
        for seeds in rounds:
            run(page, site, taken, seeds)
        taken.events = site.events()
        taken.dropped = call(page, "ledger")["dropped"]
    # What cannot be followed is healed by a fresh tree; here everything must be followed.
    assert FAULTS.isdisjoint(taken.dropped), taken.dropped
    problems = [problem for virtual in (False, True) for problem in replayed(browser, site, taken, virtual)]
    if problems and (kept := os.environ.get("VELO_KEEP")):
        Path(kept, f"{rounds[0][0]}.json").write_text(json.dumps({"problems": problems} | vars(taken)), encoding="utf-8")
    assert not problems, "\n".join(problems)
    return taken


def pages() -> list[list[list[int]]]:
    """The seeds: for each page its rounds."""
    seeds = range(FIRST, FIRST + SEEDS)
    rounds = [list(seeds[at : at + AT_ONCE]) for at in range(0, len(seeds), AT_ONCE)]
    return [rounds[at : at + ROUNDS] for at in range(0, len(rounds), ROUNDS)]


@pytest.mark.parametrize("rounds", pages(), ids=lambda rounds: f"from-{rounds[0][0]}")
def test_random_pages_replay(browser: Browser, site: Site, rounds: list[list[int]]) -> None:
    options = CLOSED if rounds[0][0] // (AT_ONCE * ROUNDS) % 2 else OPEN
    taken = play(browser, site, rounds, options)
    told = [one for _, _, live in taken.moments for one in flat(live)]
    assert len(told) > 20 * sum(map(len, rounds)), "too little is compared"
    assert len(taken.done) > 30, f"too little was done: {taken.done}"
    # No profile was made from these sessions.
    fetched = [asked.address for asked in site.snapshot() if asked.address.endswith(".cold.wasm")]
    assert not fetched, "the recorder uses what is not in recorder/host/hot.json: run `python build.py profile`"


@pytest.mark.parametrize("case", KEPT, ids=lambda case: f"from-{case['seeds'][0]}")
def test_kept_pages_replay(browser: Browser, site: Site, case: dict[str, Any]) -> None:
    play(browser, site, [case["seeds"]], OPEN if case["isOpen"] else CLOSED)


def flat(nodes: list[Node]) -> list[Node]:
    """All nodes, of shadow trees and frames too."""
    return [one for node in nodes for one in (node, *(below for key in ("children", "shadow", "frame") for below in flat(node.get(key, []))))]
