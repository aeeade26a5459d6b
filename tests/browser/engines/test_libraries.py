"""Firefox and WebKitGTK: pages made with other libraries work the same with and without the recorder, replay, and hide what is typed.

The same pages as in Chromium (``tests/browser/libraries``), without `strict`, which hides more than `balanced`. Played are React, zone.js
and core-js that come while the recorder is at work, and of the others those that fall to the engine (``Engine.some``);
``VELO_ENGINE_EVERY=1`` plays all.
"""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.browser.chrome import velo_folder
from tests.browser.engines.conftest import Rooms
from tests.browser.engines.fidelity import VISITOR_THERE, stage
from tests.browser.engines.ground import ENGINES, Engine
from tests.browser.libraries.shelf import KEYS, NAMES, NO_MODULES, NO_VENDOR, Place, Shelf, source
from tests.browser.server import Site

TOGETHER = 4
WAYS = ("plain", "open", "balanced")
ALWAYS = ["react", "wrappedlater"]

pytestmark = [
    pytest.mark.browser,
    NO_VENDOR,
    NO_MODULES,
    pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning"),  # Selenium's own doing
]

SHARES = {engine.name: [*ALWAYS, *engine.some([name for name in NAMES if name not in ALWAYS])] for engine in ENGINES}
ROWS = [pytest.param(engine, name, id=f"{engine.name}-{name}") for engine in ENGINES for name in SHARES[engine.name]]


class Shelves:
    """One at a time; each way has an origin of its own."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._open = ExitStack()
        self._shelf: tuple[str, Shelf] | None = None

    def of(self, engine: Engine) -> Shelf:
        if self._shelf is None or self._shelf[0] != engine.name:
            self.close()
            room = self._rooms.of(engine)
            staged = self._open.enter_context(stage(room))
            sites = {way: self._open.enter_context(Site(velo_folder())) for way in WAYS}
            places = {way: Place(site, room.context.new_window) for way, site in sites.items()}
            shelf = Shelf(staged, places, SHARES[engine.name], TOGETHER, KEYS | VISITOR_THERE)
            self._shelf = engine.name, shelf
        return self._shelf[1]

    def close(self) -> None:
        self._shelf = None
        self._open.close()


@pytest.fixture(scope="module")
def shelves(rooms: Rooms) -> Iterator[Shelves]:
    made = Shelves(rooms)
    yield made
    made.close()


@pytest.mark.parametrize(("engine", "name"), ROWS)
def test_a_library_works_replays_and_hides(shelves: Shelves, engine: Engine, name: str) -> None:
    shelf = shelves.of(engine)
    assert shelf.unlike(name) == []
    assert shelf.not_replayed(name, "open", virtual=False) == []
    assert shelf.not_replayed(name, "balanced", virtual=True) == []
    assert shelf.repeated(name) == []
    assert "MARKED" not in source(name) or shelf.opened(name) == []
