"""The pages of ``features``, recorded and replayed by another engine: its own replay must be its own page."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from recorder.host.layout import VENDOR
from tests.browser.chrome import velo_folder
from tests.browser.engines.ground import Room
from tests.browser.features.stage import HERE, VISITOR, Recorded, Stage
from tests.browser.server import Site

# Firefox loads what stands for a canvas when it has drawn a frame.
SETTLE_MS = 300

# What W3C actions cannot do.
NOT_PLAYED = {"zoom": "no pinch in WebDriver"}

VISITOR_THERE = VISITOR | {
    "point": lambda page, selector, pointer: page.point(selector, pointer),
    "swipe": lambda page, selector: page.swipe(selector),
}


class EngineStage(Stage):
    """One page at a time, and whoever is asked is in front: a hidden page runs no frames."""

    def play(self, recorded: Recorded, virtual: bool) -> tuple[list[Any], Any, list[str]]:
        self.replay.bring_to_front()
        return super().play(recorded, virtual)


@contextmanager
def stage(room: Room) -> Iterator[Stage]:
    """A site and a tab for the replayer, in this engine."""
    folders = {"/vendor/": VENDOR, "/files/": HERE / "files"}
    with ExitStack() as stack:
        site = stack.enter_context(Site(velo_folder(), folders))
        other = stack.enter_context(Site(folders={"/files/": HERE / "files"}, headers={"access-control-allow-origin": "*"}))
        site.page("/replay", "<!doctype html><title>replay</title><body>")
        replay = stack.enter_context(room.page())
        replay.goto(site.origin + "/replay")
        yield EngineStage(site, other, room.context, replay, together=1, settle_ms=SETTLE_MS, visitor=VISITOR_THERE)  # type: ignore[arg-type]


def problems(stage: Stage, name: str) -> list[str]:
    """Where the replay is not the page, straight on and by a jump."""
    try:
        return [problem for virtual in (False, True) for problem in stage.problems(name, virtual)]
    except Exception as error:  # whatever the engine has said
        return [f"{type(error).__name__}: {(str(error) or 'it did not hold').splitlines()[0][:200]}"]
