"""Pages that are played twice, once plain and once recorded, in whatever engine: what each said, threw, showed and left behind.

What pages do stands in ``pages.js``. A page may spoil what the browser has before the recorder comes, and after. Many are played
at once, each in a tab of its own.

Law: a page that plays is not asked anything, for that counts; what it was it tells the site itself.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recorder.host.layout import ROOT
from tests.browser.server import Site

HERE = Path(__file__).parent
SOURCE = (HERE / "pages.js").read_text(encoding="utf-8")
RUN = (HERE / "run.js").read_text(encoding="utf-8")
PAGE = (
    "<!doctype html><html lang=en><head><script src=/hold.js></script><title>t</title></head><body><h1>Hello</h1></body></html>"
)
SETTLE_MS = 500  # a flush, the quarantine and a look at the marks fall into it
LIMIT_MS = 60_000

# Between parts, entries and fields of what a page was (hold.js).
PART, ENTRY, FIELD = "\x1c", "\x1d", "\x1e"


@dataclass(frozen=True)
class Play:
    """A page: ``late``: it spoils the browser when the recorder is there already."""

    name: str
    late: bool = False

    def __str__(self) -> str:
        return f"{self.name}, late" if self.late else self.name


@dataclass
class Seen:
    """What a page was in the end. ``names``: own names and functions of globals and prototypes when all is over."""

    said: list[str]
    thrown: list[str]
    html: str
    names: dict[str, list[str]]
    errors: list[str]


class Tab:
    """One play, plain or recorded. ``page`` is Playwright's, or another engine's that answers to the same."""

    def __init__(self, page: Any, site: Site, play: Play, recorded: bool) -> None:
        self.page, self.site, self.play, self.recorded = page, site, play, recorded
        self.address = f"/was?{play}-{recorded}".replace(" ", "-")
        self.errors: list[str] = []
        page.set_default_timeout(LIMIT_MS)
        page.on("pageerror", lambda error: self.errors.append(error.message))
        page.goto(site.origin)

    def run(self) -> None:
        how = {"name": self.play.name, "isLate": self.play.late, "isRecorded": self.recorded, "address": self.address}
        self.page.evaluate(RUN, how)

    def end(self) -> tuple[str, Seen]:
        """The recorder's state, and what the page was, once it has told the site."""
        told = self.site.until(self._told, f"{self.play} did not end", LIMIT_MS / 1000)
        began, last, said, thrown, html, names = told.split(PART)
        owners = (owner.split(FIELD) for owner in names.split(ENTRY))
        self.page.close()
        seen = Seen(said.split(ENTRY), thrown.split(ENTRY), html, {name: names for name, *names in owners}, self.errors)
        return began if began == last else f"{began}, then {last}", seen

    def _told(self) -> str | None:
        return next((asked.text for asked in self.site.asked if asked.address == self.address), None)


@dataclass
class Stage:
    """Where pages are played, and what was seen. ``plays``: in this order, so many ``together``."""

    site: Site
    new_page: Callable[[], Any]
    plays: list[Play]
    together: int
    seen: dict[tuple[Play, bool], Seen] = field(default_factory=dict)
    states: dict[Play, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        told = json.dumps({"source": SOURCE, "settle_ms": SETTLE_MS})
        self.site.page("/", PAGE)
        self.site.page("/hold.js", f"({(HERE / 'hold.js').read_text(encoding='utf-8')})({told})", ".js")
        self.site.folders["/packages/"] = ROOT / "node_modules"

    def of(self, play: Play) -> tuple[Seen, Seen]:
        """Plain and recorded."""
        if (play, True) not in self.seen:
            at = self.plays.index(play) // self.together * self.together
            self._play(self.plays[at : at + self.together])
        return self.seen[play, False], self.seen[play, True]

    def _play(self, plays: list[Play]) -> None:
        tabs = [Tab(self.new_page(), self.site, play, recorded) for play in plays for recorded in (False, True)]
        for tab in tabs:
            tab.run()
        for tab in tabs:
            state, self.seen[tab.play, tab.recorded] = tab.end()
            if tab.recorded:
                self.states[tab.play] = state


def names() -> list[str]:
    """The pages, in the order of the file."""
    return [
        line.split('"')[1] for line in SOURCE.splitlines() if line.startswith('    "') and line.rstrip().endswith(("{", "},"))
    ]


def spoils(name: str) -> bool:
    return "before(" in SOURCE.split(f'    "{name}"')[1].split('\n    "')[0]


# What is frozen while it is wrapped cannot be put back by anybody.
NOT_LATE = ("frozen built-ins",)

# There is no recording where observers cannot be made; the page is told nothing of that.
REFUSED = ("built-ins that throw",)

PLAYS = [Play(name, late) for name in names() for late in ((False, True) if spoils(name) and name not in NOT_LATE else (False,))]


def differences(stage: Stage, play: Play) -> list[str]:
    """What is not the same with the recorder; and that there was one, but where there can be none."""
    plain, recorded = stage.of(play)
    refuses = play.name in REFUSED and not play.late
    told = [] if (stage.states[play] != "recording") is refuses else [f"state: {stage.states[play]}"]
    for what in ("said", "thrown", "errors", "html"):
        before, after = getattr(plain, what), getattr(recorded, what)
        told += [] if before == after else [f"{what}: {after!r}, without the recorder {before!r}"[:2000]]
    return told + different(plain.names, recorded.names)


def different(plain: dict[str, list[str]], recorded: dict[str, list[str]]) -> list[str]:
    """What a global or a prototype has more or less, or other."""
    told = []
    for owner, before in plain.items():
        told += [f"{owner} lost {name}" for name in before if name not in recorded[owner]]
        told += [f"{owner} got {name}" for name in recorded[owner] if name not in before]
    return told
