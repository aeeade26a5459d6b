"""The engines' rooms, one at a time, for all tests of this folder."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Error

from tests.browser.engines.ground import ENGINES, Engine, Room, room


class Rooms:
    """One engine at a time, started when first asked for. A fixture with the engine as its parameter starts one for each test."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._room: Room | None = None
        self._engine: Engine | None = None
        self._why_not: str | None = None

    def of(self, engine: Engine) -> Room:
        """The engine's room; skips the test where there is none."""
        if engine is not self._engine:
            self.close()
            self._engine, self._why_not = engine, engine.why_not
            try:
                self._room = None if self._why_not else self._open.enter_context(room(engine))
            except Error as error:
                self._why_not = f"{engine.name}: {error.message}"
        if self._room is None:
            pytest.skip(self._why_not or engine.name)
        return self._room

    def close(self) -> None:
        self._room = None
        self._open.close()


@pytest.fixture(scope="module")
def rooms() -> Iterator[Rooms]:
    made = Rooms()
    yield made
    made.close()


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.name)
def at(request: pytest.FixtureRequest, rooms: Rooms) -> Room:
    return rooms.of(request.param)
