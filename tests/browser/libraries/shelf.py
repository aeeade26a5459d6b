"""Pages made with other libraries, opened in several ways, in whatever engine: what each was at its end.

A page says in ``window.feature`` what is done with it, as feature pages do (``features/stage.py``). Each is opened four times:
without the recorder, with everything shown, and as ``strict`` and ``balanced`` are at first; many at once, to wait only once.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from recorder.host import node
from recorder.host.bundle import ESBUILD
from recorder.host.layout import CACHE, ROOT, VENDOR, digest
from tests.browser.chrome import call, script, start
from tests.browser.compare import Node, differences
from tests.browser.features.stage import SETTLE_MS, VISITOR, Recorded, Stage, own
from tests.browser.server import Event, Site

HERE = Path(__file__).parent
NAMES = sorted(path.name.split(".")[0] for path in HERE.glob("*.page.js*"))
BUNDLES = CACHE / "libraries"
SHOWN = 5
TOLD_MS = 200  # frames in which what has changed is told

# How a page is recorded; None: not at all. All but `open` are what a site gets that asks for nothing else.
WAYS: dict[str, dict[str, Any] | None] = {
    "plain": None,
    "open": {"preset": "balanced", "recordInputs": True},
    "strict": {"preset": "strict"},
    "balanced": {"preset": "balanced"},
}
HIDES = ("strict", "balanced")

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>NAME</title><script defer src="/libraries/NAME.js"></script></head>
<body><h1>A page</h1><main id="app"></main></body></html>"""

# What the visitor types ends so, and what stands in a marked place (common.js); what is before it, only one page has.
SECRET = "quack"
MARKED = "chirp"

# Names that libraries give their boxes; names that are no usual ones are renamed, in attributes and rules of style alike.
UNUSUAL = re.compile(r"\b(?:ProseMirror|leaflet|ng|tabulator)[\w-]*|svelte-\w+")

# In what order attributes are serialised depends on who read them, where scripts have set styles.
HTML = """() => {
  const copy = document.documentElement.cloneNode(true);
  for (const element of [copy, ...copy.querySelectorAll("*")]) {
    const sorted = Array.from(element.attributes).sort((one, other) => (one.name < other.name ? -1 : 1));
    sorted.forEach((attribute) => element.removeAttributeNode(attribute));
    sorted.forEach((attribute) => element.setAttributeNode(attribute));
  }
  return copy.outerHTML;
}"""

# Lit names the places of its values with a number of its own for each load.
RANDOM = re.compile(r"lit\$\d+\$")

KEYS: dict[str, Any] = {
    "keys": lambda page, text: page.keyboard.type(text),
    "press": lambda page, key: page.keyboard.press(key),
    "until": lambda page, holds: page.wait_for_function(holds),
}

HAS_VENDOR = (VENDOR / "replay.js").is_file()
NO_VENDOR = pytest.mark.skipif(not HAS_VENDOR, reason="dist/demo/vendor is not built: run `python build.py`")
NO_MODULES = pytest.mark.skipif(not ESBUILD.is_file(), reason="needs node_modules: run `python build.py`")


def source(name: str) -> str:
    """A page's own script, and what it shows where that stands elsewhere."""
    text = "".join(path.read_text(encoding="utf-8") for path in HERE.glob(f"{name}.page.js*"))
    return text + ((HERE / "wrappers.js").read_text(encoding="utf-8") if "./wrappers.js" in text else "")


def bundles() -> Path:
    """Where the pages' scripts are; made anew when a page or a package has changed."""
    wanted = digest(
        [
            *sorted(HERE.glob("*.page.js*")),
            *sorted(HERE.glob("*.svelte")),
            HERE / "common.js",
            HERE / "wrappers.js",
            HERE / "bundle.mjs",
            ROOT / "package-lock.json",
        ]
    )
    stamp = BUNDLES / "stamp"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        node.run(node.node(lambda groups: False), HERE / "bundle.mjs", str(BUNDLES))
        stamp.write_text(wanted, encoding="utf-8")
    return BUNDLES


@dataclass
class Place:
    """Where pages are opened in one of the ways, a profile or an origin of its own: what one hides, it hides in all its tabs."""

    site: Site
    new_page: Callable[[], Any]

    def __post_init__(self) -> None:
        self.site.folders |= {"/libraries/": bundles(), "/files/": HERE / "files", "/packages/": ROOT / "node_modules"}


@dataclass
class Seen:
    """What a page was at its end."""

    html: str
    errors: list[str]
    live: list[Node] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    wire: str = ""


class Tab:
    """One page in one of the ways."""

    def __init__(self, place: Place, name: str, way: str, visitor: dict[str, Any]) -> None:
        self.site, self.name, self.options, self._can = place.site, name, WAYS[way], visitor
        self.errors: list[str] = []
        self.page = place.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(error.message))
        self.page.on("console", self._console)
        self.page.goto(self.site.page(f"/{name}", PAGE.replace("NAME", name)))
        self.page.evaluate("() => feature.before()")
        self.visitor = self.page.evaluate("() => feature.visitor")
        self.recording = ""

    def record(self) -> None:
        known = {recording for recording, _ in self.site.kept}
        if self.options is not None:
            assert start(self.page, **self.options) == "recording"
            call(self.page, "flush")
            (self.recording,) = {recording for recording, _ in self.site.kept} - known

    def act(self) -> None:
        # In a tab that is behind another one there is a frame a second.
        self.page.bring_to_front()
        self.page.evaluate("() => feature.act()")
        for verb, *rest in self.visitor:
            self._can[verb](self.page, *rest)
        self.page.wait_for_timeout(TOLD_MS)

    def end(self) -> Seen:
        seen = Seen(RANDOM.sub("", self.page.evaluate(HTML)), self.errors)
        self.page.evaluate("() => { window.__isOpen = true }")
        seen.live = self.page.evaluate(script("canonical"), None)
        if self.options is not None:
            call(self.page, "flush")
            lines = self.site.lines(self.recording)
            seen.events = [json.loads(line) for line in lines]
            call(self.page, "stop")
            seen.wire = "\n".join(self.site.lines(self.recording))
        return seen

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)


@dataclass
class Shelf:
    """All pages that were played, by library and way."""

    stage: Stage
    places: dict[str, Place]
    names: list[str]
    together: int
    visitor: dict[str, Any] = field(default_factory=lambda: KEYS | VISITOR)
    seen: dict[tuple[str, str], Seen] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stage.replay.evaluate("() => { window.__isOpen = true }")

    def of(self, name: str, way: str) -> Seen:
        if (name, way) not in self.seen:
            at = self.names.index(name) // self.together * self.together
            tabs = {
                (one, how): Tab(place, one, how, self.visitor)
                for one in self.names[at : at + self.together]
                for how, place in self.places.items()
            }
            for step in (Tab.record, Tab.act):
                for tab in tabs.values():
                    step(tab)
            next(iter(tabs.values())).page.wait_for_timeout(SETTLE_MS)
            self.seen |= {key: tab.end() for key, tab in tabs.items()}
            for tab in tabs.values():  # after all have ended: in WebKit the worker goes with the page that began it
                tab.page.close()
        return self.seen[name, way]

    # What must hold of each.

    def unlike(self, name: str) -> list[str]:
        """Where a page is another with the recorder than without, or says something in the console."""
        plain = self.of(name, "plain")
        problems = [f"plain: {error}" for error in plain.errors]
        for way in self.places:
            recorded = self.of(name, way)
            problems += [f"{way}: {error}" for error in recorded.errors if way != "plain"]
            problems += [f"{way}: other HTML"] * (recorded.html != plain.html)
            problems += [f"{way}: {wrong}" for wrong in differences(plain.live, recorded.live)]
        return problems[:SHOWN]

    def not_replayed(self, name: str, way: str, virtual: bool) -> list[str]:
        """Where the replay is not the page."""
        seen = self.of(name, way)
        live = [known(part, way) for part in seen.live]
        built, _, warnings = self.stage.play(Recorded(seen.events, live, "", None), virtual)
        return list(differences(live, own(live, built)))[:SHOWN] + warnings[:SHOWN]

    def repeated(self, name: str) -> list[str]:
        """The ways in which what was typed left."""
        assert name[::-1] + SECRET in folded(self.of(name, "open").wire), "the page repeats nothing"
        return [way for way in HIDES if way in self.places and SECRET in folded(self.of(name, way).wire)]

    def opened(self, name: str) -> list[str]:
        """The ways in which what stands in a marked place left."""
        assert name[::-1] + MARKED in folded(self.of(name, "plain").html), "the page shows nothing there"
        return [way for way in self.places if MARKED in folded(self.of(name, way).wire)]


def known(part: Node, way: str) -> Node:
    """A node less what is hidden on purpose: names that are no usual ones; and, but in `open`, what fields hold and texts say."""
    if "data-velo" in part.get("attributes", {}):
        way = "strict"
    kept = {key: value for key, value in part.items() if way == "open" or key not in ("state", "said")}
    if "attributes" in kept:
        kept["attributes"] = {
            key: UNUSUAL.sub("", value) if key == "class" else value for key, value in kept["attributes"].items()
        }
    return kept | {key: [known(child, way) for child in kept[key]] for key in ("children", "shadow") if key in kept}


def folded(text: str) -> str:
    """Letters alone, whatever was between them."""
    return re.sub(r"%20|\\u[0-9a-f]{4}|[^a-z]", "", text.lower())
