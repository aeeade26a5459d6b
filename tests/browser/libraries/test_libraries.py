"""Pages made with other libraries work the same with and without the recorder, replay, and hide what is typed into them.

A page says in ``window.feature`` what is done with it, as feature pages do (``features/stage.py``). Each is opened four times:
without the recorder, with everything shown, and as ``strict`` and ``balanced`` are at first; many at once, to wait only once.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from recorder.host import node
from recorder.host.bundle import ESBUILD
from recorder.host.layout import CACHE, ROOT, VENDOR, digest
from tests.browser.chrome import VIEWPORT, call, script, start
from tests.browser.compare import Node, differences
from tests.browser.features.stage import SETTLE_MS, VISITOR, Recorded, Stage, own, stage
from tests.browser.server import Event, Site

HERE = Path(__file__).parent
NAMES = sorted(path.name.split(".")[0] for path in HERE.glob("*.page.js*"))
BUNDLES = CACHE / "libraries"
TOGETHER = 4  # libraries at once, each in four tabs
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

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (VENDOR / "replay.js").is_file(), reason="dist/demo/vendor is not built: run `python build.py`"),
    pytest.mark.skipif(not ESBUILD.is_file(), reason="needs node_modules: run `python build.py`"),
]


def source(name: str) -> str:
    """A page's own script, and what it shows where that stands elsewhere."""
    text = "".join(path.read_text(encoding="utf-8") for path in HERE.glob(f"{name}.page.js*"))
    return text + ((HERE / "wrappers.js").read_text(encoding="utf-8") if "./wrappers.js" in text else "")


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

    def __init__(self, site: Site, context: BrowserContext, name: str, way: str) -> None:
        self.site, self.name, self.options = site, name, WAYS[way]
        self.errors: list[str] = []
        self.page: Page = context.new_page()
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
            (KEYS | VISITOR)[verb](self.page, *rest)
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
        self.page.close()
        return seen

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)


@dataclass
class Shelf:
    """All pages that were played, by library and way. Each way has a profile of its own: what one hides, it hides in all its tabs."""

    stage: Stage
    contexts: dict[str, BrowserContext]
    seen: dict[tuple[str, str], Seen] = field(default_factory=dict)

    def of(self, name: str, way: str) -> Seen:
        if (name, way) not in self.seen:
            at = NAMES.index(name) // TOGETHER * TOGETHER
            tabs = {
                (one, how): Tab(self.stage.site, self.contexts[how], one, how)
                for one in NAMES[at : at + TOGETHER]
                for how in WAYS
            }
            for step in (Tab.record, Tab.act):
                for tab in tabs.values():
                    step(tab)
            next(iter(tabs.values())).page.wait_for_timeout(SETTLE_MS)
            self.seen |= {key: tab.end() for key, tab in tabs.items()}
        return self.seen[name, way]


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


@pytest.fixture(scope="module")
def shelf(browser: Browser) -> Iterator[Shelf]:
    with stage(browser) as staged:
        staged.site.folders |= {"/libraries/": bundles(), "/files/": HERE / "files", "/packages/": ROOT / "node_modules"}
        staged.replay.evaluate("() => { window.__isOpen = true }")
        proxy = {"server": staged.site.origin, "bypass": "127.0.0.1"}
        contexts = {way: browser.new_context(viewport=VIEWPORT, proxy=proxy) for way in WAYS}  # type: ignore[arg-type]
        yield Shelf(staged, contexts)
        for context in contexts.values():
            context.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_library_works_the_same_with_and_without_the_recorder(shelf: Shelf, name: str) -> None:
    plain = shelf.of(name, "plain")
    assert plain.errors == []
    for way in ("open", *HIDES):
        recorded = shelf.of(name, way)
        assert recorded.errors == [], way
        assert recorded.html == plain.html, way
        assert list(differences(plain.live, recorded.live)) == [], way


@pytest.mark.parametrize("virtual", [False, True], ids=["straight", "jump"])
@pytest.mark.parametrize("way", ["open", *HIDES])
@pytest.mark.parametrize("name", NAMES)
def test_a_library_replays(shelf: Shelf, name: str, way: str, virtual: bool) -> None:
    seen = shelf.of(name, way)
    live = [known(part, way) for part in seen.live]
    built, _, warnings = shelf.stage.play(Recorded(seen.events, live, "", None), virtual)
    problems = list(differences(live, own(live, built)))[:SHOWN] + warnings[:SHOWN]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_typed_into_a_library_does_not_leave(shelf: Shelf, name: str) -> None:
    assert name[::-1] + SECRET in folded(shelf.of(name, "open").wire), "the page repeats nothing"
    assert [way for way in HIDES if SECRET in folded(shelf.of(name, way).wire)] == []


@pytest.mark.parametrize("name", [name for name in NAMES if "MARKED" in source(name)])
def test_what_a_library_puts_into_a_marked_place_does_not_leave(shelf: Shelf, name: str) -> None:
    assert name[::-1] + MARKED in folded(shelf.of(name, "plain").html), "the page shows nothing there"
    assert [way for way in ("open", *HIDES) if MARKED in folded(shelf.of(name, way).wire)] == []


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


def test_there_are_libraries_in_pinned_versions() -> None:
    assert len(NAMES) >= 14
    pinned = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    said = (ROOT / "docs" / "browsers.md").read_text(encoding="utf-8")
    packages = ["react", "vue", "svelte", "jquery", "htmx.org", "@hotwired/turbo", "lit", "alpinejs", "prosemirror-view"]
    for package in [*packages, "@angular/core", "leaflet", "tabulator-tables", "zone.js", "core-js-bundle"]:
        assert pinned[package] in said, f"docs/browsers.md names another version of {package}"
