"""No secret of a leak case leaves, in the bytes that the collector received; and the recording is no empty one.

Each case is played once for each preset and once without the recorder. Cases run ahead of the tests, several at once.
"""

from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from tests.browser import verdict
from tests.browser.chrome import Pool, velo_folder
from tests.browser.play import Control, Run, play, play_plain
from tests.leaks.cases import Case, all_cases

WORKERS = 3
WITHIN_S = 600

STRICT = [pytest.param(case, "strict", id=case.id) for case in all_cases()]
BALANCED = [pytest.param(case, "balanced", id=f"balanced-{case.id}") for case in all_cases() if case.balanced]

pytestmark = pytest.mark.browser


class Stage:
    """Plays each case once, before it is asked for."""

    def __init__(self) -> None:
        self._pool = Pool(WORKERS)
        self._plain: dict[str, Future[Control]] = {}
        self._runs: dict[tuple[str, str], Future[Run]] = {}

    def expect(self, case: Case, preset: str | None) -> None:
        """The case will be asked for."""
        if case.id not in self._plain:
            self._plain[case.id] = self._pool.submit(lambda room: play_plain(room, case))
        if preset and (case.id, preset) not in self._runs:
            self._runs[case.id, preset] = self._pool.submit(lambda room: play(room, case, preset, velo_folder()))

    def plain(self, case: Case) -> Control:
        """The case without the recorder."""
        self.expect(case, None)
        return self._plain[case.id].result(WITHIN_S)

    def run(self, case: Case, preset: str) -> Run:
        """The case with the recorder."""
        self.expect(case, preset)
        return self._runs[case.id, preset].result(WITHIN_S)

    def close(self) -> None:
        """Ends the browsers."""
        self._pool.close()


@pytest.fixture(scope="module")
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    made = Stage()
    for item in request.session.items:
        asked = getattr(item, "callspec", None)
        if item.path == request.path and asked:
            made.expect(asked.params["case"], asked.params.get("preset"))
    yield made
    made.close()


@pytest.mark.parametrize(("case", "preset"), [*STRICT, *BALANCED])
def test_nothing_leaks(stage: Stage, case: Case, preset: str) -> None:
    hits = verdict.leaks(case, stage.run(case, preset), stage.plain(case))
    assert not hits, f"{case.title}\n" + "\n".join(hits)


@pytest.mark.parametrize(("case", "preset"), [*STRICT, *BALANCED])
def test_the_recording_shows_the_page(stage: Stage, case: Case, preset: str) -> None:
    lacks = verdict.missing(case, stage.run(case, preset), stage.plain(case))
    assert not lacks, f"{case.title}\n" + "\n".join(lacks)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in all_cases()])
def test_the_case_can_fail(stage: Stage, case: Case) -> None:
    """The control: without the recorder, the secret is on the page."""
    unfit = verdict.control(case, stage.plain(case))
    assert not unfit, f"{case.title}\n" + "\n".join(unfit)
