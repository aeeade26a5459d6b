"""Firefox and WebKitGTK: a page says, shows, throws and leaves behind the same, with the recorder and without it.

The same pages as in Chromium (``tests/browser/same``), each in a window of its own: a page behind another runs no frames. Played is
every page that has replaced before what the browser has, for who meets that is each engine's own affair, and of the others those
that fall to the engine (``Engine.some``); ``VELO_ENGINE_EVERY=1`` plays all.
"""

from collections.abc import Iterator

import pytest

from tests.browser.chrome import start, velo_folder
from tests.browser.engines.conftest import Rooms
from tests.browser.engines.ground import ENGINES, Engine
from tests.browser.same.stage import PLAYS, Play, Stage, differences, spoils
from tests.browser.server import Site

TOGETHER = 8

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning"),  # Selenium's own doing
]

SPOILED = [play for play in PLAYS if spoils(play.name) and not play.late]
OTHERS = [play for play in PLAYS if play not in SPOILED]
SHARES = {engine.name: [*SPOILED, *engine.some(OTHERS)] for engine in ENGINES}
ROWS = [pytest.param(engine, play, id=f"{engine.name}-{play}") for engine in ENGINES for play in SHARES[engine.name]]


class Stages:
    """One for each engine."""

    def __init__(self, rooms: Rooms, site: Site) -> None:
        self._rooms, self._site = rooms, site
        self._stage: tuple[str, Stage] | None = None

    def of(self, engine: Engine) -> Stage:
        room = self._rooms.of(engine)
        if self._stage is None or self._stage[0] != engine.name:
            made = Stage(self._site, room.context.new_window, SHARES[engine.name], TOGETHER)
            keeper = room.context.new_window()  # Python is there as long as one page of the visit is
            keeper.goto(self._site.origin)
            start(keeper)
            self._stage = engine.name, made
        return self._stage[1]


@pytest.fixture(scope="module")
def stages(rooms: Rooms) -> Iterator[Stages]:
    with Site(velo_folder()) as site:
        yield Stages(rooms, site)


@pytest.mark.parametrize(("engine", "play"), ROWS)
def test_a_page_is_the_same_with_and_without_the_recorder(stages: Stages, engine: Engine, play: Play) -> None:
    assert differences(stages.of(engine), play) == []
