"""Firefox and WebKitGTK: no secret of a leak case leaves, and the recording shows the page, as in Chromium.

The same cases, played by the same words (``play.py``) and judged by the same judge (``verdict.py``). By default every 25th;
``VELO_ENGINE_EVERY=1`` plays all, which is where the figures in docs/browsers.md come from.
"""

import pytest

from tests.browser import verdict
from tests.browser.chrome import call, start, velo_folder
from tests.browser.engines.ground import ENGINES, Room
from tests.browser.play import Control, Run, play, play_plain
from tests.browser.server import Site
from tests.leaks.cases import Case, all_cases

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning"),  # Selenium's own doing
]

SECRET = "Zephyrine"
PAGE = "<!doctype html><title>t</title><div id=r></div>"
QUIET_MS = 1_000
NOTHING = Control([], False, [], None, [], [])

ROWS = [
    pytest.param(engine, case, preset, id=f"{engine.name}-{preset}-{case.id}")
    for engine in ENGINES
    for case in engine.some(all_cases())
    for preset in (("strict", "balanced") if case.balanced else ("strict",))
]


@pytest.mark.parametrize(("at", "case", "preset"), ROWS, indirect=["at"])
def test_nothing_leaks(at: Room, case: Case, preset: str) -> None:
    run = play(at, case, preset, velo_folder())  # type: ignore[arg-type]
    problems = judged(case, run, NOTHING)
    if problems or at.engine.has_init_scripts:  # what the page asks for itself is no leak
        plain = play_plain(at, case)  # type: ignore[arg-type]
        problems = judged(case, run, plain)
        if at.engine.has_init_scripts:
            problems += verdict.control(case, plain)
    assert not problems, f"{case.title}\n" + "\n".join(problems)


def judged(case: Case, run: Run, plain: Control) -> list[str]:
    return verdict.leaks(case, run, plain) + verdict.missing(case, run, plain)


def test_what_changes_in_a_hidden_page_waits_until_it_is_shown(at: Room, site: Site) -> None:
    """A framework that marks in the next frame marks when the page is shown again; nothing may have left by then."""
    if at.engine.name != "Firefox":
        pytest.skip("a page is hidden by another tab in its window, and WebDriver brings none to the front")
    site.page("/", PAGE)
    with at.page() as page:
        page.goto(site.origin)
        assert start(page, preset="balanced") == "recording"  # type: ignore[arg-type]
        call(page, "flush")  # type: ignore[arg-type]
        with at.page():
            assert page.evaluate("document.visibilityState") == "hidden"
            page.evaluate(
                """(secret) => {
                  const made = document.getElementById("r").appendChild(document.createElement("p"));
                  made.textContent = secret;
                  requestAnimationFrame(() => requestAnimationFrame(() => (made.dataset.velo = "exclude")));
                }""",
                SECRET,
            )
            page.wait_for_timeout(QUIET_MS)
            assert not any('"p"' in line for line in site.lines())
        page.bring_to_front()
        site.until(lambda: any('"tagName":"p"' in line for line in site.lines()), "what changed meanwhile")
        assert not any(SECRET in line for line in site.lines())
