"""No secret of a leak case leaves when the page is built, moved or marked in another way that means the same.

A few pairs always run. ``VELO_TRANSFORMED=300`` draws that many pairs of a transformation and a case, other ones each
hour; ``VELO_TRANSFORMED_SEED`` draws the same ones again. Laws: each is played without the recorder, too; a drawn one that could not fail is
left out, one that always runs must be able to.
"""

import os
import random
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Error

from tests.browser import verdict
from tests.browser.chrome import Pool, velo_folder
from tests.browser.play import play, play_plain
from tests.browser.transformed import TRANSFORMS, pairs, transformed
from tests.leaks.cases import Case, all_cases

ASKED = int(os.environ.get("VELO_TRANSFORMED") or 0)
SEED = int(os.environ.get("VELO_TRANSFORMED_SEED") or time.strftime("%Y%m%d%H"))  # the same in all processes
CASES = all_cases()
LIMIT_S = 120  # for one play
# Most let something out once.
FIXED = {
    ("written anew from its own markup in the end", "own-editor-closed-fast", "balanced"),
    ("texts written anew in the end", "own-echo", "balanced"),
    ("document opened and written anew in the end", "own-code-repeated", "balanced"),
    ("paused and resumed in the end", "own-echo-elsewhere", "balanced"),
    ("marked elements renamed, and marked anew two frames later", "own-keypad-overlay", "balanced"),
    ("in a shadow root", "own-masked-keypad", "balanced"),
}

pytestmark = pytest.mark.browser


def drawn() -> list[tuple[str, Case, str]]:
    """The pairs of this run."""
    found = list(pairs(CASES))
    if ASKED:
        return random.Random(SEED).sample(found, min(ASKED, len(found)))
    return [pair for pair in found if (pair[0], pair[1].id, pair[2]) in FIXED]


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool(1)  # a browser in a thread of its own: other modules of this process have one, too
    yield made
    made.close()


@pytest.mark.parametrize(("name", "case", "preset"), [pytest.param(*pair, id=f"{pair[1].id} {pair[0]} {pair[2]}") for pair in drawn()])
def test_nothing_leaks_of_a_transformed_case(pool: Pool, name: str, case: Case, preset: str) -> None:
    other = transformed(case, name)
    try:
        plain = pool.submit(lambda room: play_plain(room, other)).result(LIMIT_S)
        unfit = verdict.control(other, plain)
    except Error as error:
        unfit = [f"its own scripts do not find their way: {error.message}"]
    if unfit:
        (pytest.skip if ASKED else pytest.fail)("\n".join(unfit))
    run = pool.submit(lambda room: play(room, other, preset, velo_folder())).result(LIMIT_S)
    problems = verdict.leaks(other, run, plain) + verdict.missing(other, run, plain)
    assert not problems, "\n".join([f"{name}, seed {SEED}: {case.title}", *problems])


def test_the_pairs_that_always_run_are_there() -> None:
    there = {(name, case.id, preset) for name, case, preset in pairs(CASES)}
    assert there >= FIXED
    assert len(there) > 40 * len(TRANSFORMS)
