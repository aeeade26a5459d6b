"""The same promise with the real collector, as a process, and a network between that fails: each event arrives once and in order."""

import contextlib
import gzip
import json
import random
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

pytest.importorskip("starlette", reason="`python build.py test` installs the demo's packages")

from tests.browser.chrome import call, start, velo_folder  # noqa: E402
from tests.browser.test_reliability import PACE  # noqa: E402
from tests.collector.gate import Gate, gate  # noqa: E402
from tests.collector.test_process import collector  # noqa: E402
from tests.player import Player  # noqa: E402

pytestmark = pytest.mark.browser

TAGS = ["article", "aside", "nav", "section", "header", "footer", "figure", "dl", "ul", "hr"]
HOUR_MS = 3_600_000
# The clock of the machine, set by somebody: the page's and the worker's jump together.
JUMPS = """{ const now = Date.now; let ahead = 0; Date.now = () => now() + ahead;
  new BroadcastChannel("jump").onmessage = ({ data }) => { ahead += data; };
}\n"""


class Seen:
    """A page, what was added to it, and what the collector's disk says of it."""

    def __init__(self, page: Page, gate: Gate, folder: Path) -> None:
        self.page, self.gate, self.folder = page, gate, folder
        self.added: list[str] = []
        self.dice = random.Random(7)

    def add(self, count: int = 4) -> None:
        """One after the other, a batch for each."""
        for tag in self.dice.choices(TAGS, k=count):
            self.page.evaluate("tag => { box.append(document.createElement(tag)) }", tag)
            self.added.append(tag)
            self.page.wait_for_timeout(60)

    def fault(self, mode: str | int) -> None:
        """So long that it was met, while the page goes on."""
        self.gate.set(mode)
        self.add()
        self.until(lambda: self.gate.met.get(mode), f"{mode} was met")
        self.add(2)
        self.gate.set("open")
        self.add(2)

    def jump(self, ms: int) -> None:
        self.page.evaluate("ms => { new BroadcastChannel('jump').postMessage(ms) }", ms)

    def until(self, holds: Callable[[], Any], what: str) -> None:
        for _try in range(600):
            if holds():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(what, self.gate.met)

    def events(self) -> list[dict[str, Any]]:
        """Of all segments that were kept; of one recording, its numbers without a gap."""
        with contextlib.closing(sqlite3.connect(self.folder / "data" / "recordings.sqlite3")) as database:
            rows = database.execute("SELECT recording, segment, body FROM bodies ORDER BY segment").fetchall()
        assert [(name, segment) for name, segment, _body in rows] == [(rows[0][0], at) for at in range(len(rows))]
        return [json.loads(line) for _name, _segment, body in rows for line in gzip.decompress(body).splitlines()]

    def arrived(self) -> list[str]:
        events = self.events()
        times = [event["timestamp"] for event in events]
        assert times == sorted(times), "time goes forward"
        player = Player().play("\n".join(map(json.dumps, events)))  # complains of an addition that comes twice, or too soon
        boxes = [node for node in player.nodes.values() if node.get("tagName") == "ol" and node["attributes"].get("class") == "box"]
        return [node["tagName"] for node in boxes[-1]["childNodes"]]


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """What is built, with a worker whose clock goes sixty times as fast and jumps."""
    made = tmp_path / "dist"
    shutil.copytree(velo_folder(), made / "velo", ignore=shutil.ignore_patterns("*.br", "*.gz"))
    (worker,) = (made / "velo").glob("worker-*.js")
    worker.write_text(JUMPS + PACE.replace("PACE", "60") + worker.read_text())
    return made


@pytest.fixture
def seen(browser: Browser, tmp_path: Path, dist: Path) -> Iterator[Any]:
    """Opens the shop's page for who has nothing to look for: it records nothing by itself."""
    context = browser.new_context()

    def opened(through: Gate) -> Seen:
        page = context.new_page()
        page.add_init_script(JUMPS)
        page.goto(f"{through.origin}/404.html")
        page.evaluate("() => { document.body.innerHTML = '<ol class=box id=box></ol>' }")
        assert start(page) == "recording"
        return Seen(page, through, tmp_path)

    yield opened
    context.close()


def test_all_arrives_once_and_in_order_at_the_real_collector(tmp_path: Path, dist: Path, seen: Callable[[Gate], Seen]) -> None:
    options = ("--dist", str(dist))
    with collector(tmp_path, *options) as (port, process), gate(port) as through:
        visit = seen(through)
        visit.add()
        for fault in (500, 429, "cut", "lost", "hang", "slow", "refused"):
            visit.fault(fault)
        process.send_signal(signal.SIGKILL)
        process.wait()
        visit.add()
        with collector(tmp_path, *options) as (port_again, _process):
            through.to = port_again
            visit.add()
            call(visit.page, "flush")
            assert visit.arrived() == visit.added and len(visit.added) > 60
            call(visit.page, "stop")
            last = visit.events()[-1]["data"]
            assert last["tag"] == "velo-ledger" and not set(last["payload"].get("dropped", {})) & {"overflow", "refused", "too old"}


def test_an_hour_without_the_collector_and_clocks_that_jump_lose_nothing(tmp_path: Path, dist: Path, seen: Callable[[Gate], Seen]) -> None:
    with collector(tmp_path, "--dist", str(dist)) as (port, _process), gate(port) as through:
        visit = seen(through)
        visit.add()
        call(visit.page, "flush")
        through.set("refused")
        for _ten_minutes in range(6):
            visit.jump(HOUR_MS // 6)
            visit.add(3)
        through.set("open")
        visit.add(2)
        call(visit.page, "flush")
        assert visit.arrived() == visit.added
        for jump_ms in (-2 * HOUR_MS, 5 * HOUR_MS, -HOUR_MS):
            through.set("refused")
            visit.add(2)
            visit.jump(jump_ms)
            visit.add(2)
            through.set("open")
            visit.add(2)
        call(visit.page, "flush")
        assert visit.arrived() == visit.added
        lasted_ms = visit.events()[-1]["timestamp"] - visit.events()[0]["timestamp"]
        assert 0 < lasted_ms < HOUR_MS / 6, "as long as it was, whatever the clock was set to"
