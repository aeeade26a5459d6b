"""Every feature that a page may use replays: a page for each, compared node by node and by what it says must be the same."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from recorder.host.layout import VENDOR
from tests.browser.features.stage import HERE, NAMES, Stage, fits, stage, unlike, untold

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (VENDOR / "replay.js").is_file(), reason="dist/demo/vendor is not built: run `python build.py`"),
]


@pytest.fixture(scope="module")
def staged(browser: Browser) -> Iterator[Stage]:
    with stage(browser) as made:
        yield made


@pytest.mark.parametrize("virtual", [False, True], ids=["straight", "jump"])
@pytest.mark.parametrize("name", NAMES)
def test_a_feature_replays(staged: Stage, name: str, virtual: bool) -> None:
    problems = staged.problems(name, virtual)
    assert not problems, "\n".join(problems)


def test_there_are_pages_and_they_are_about_something() -> None:
    assert len(NAMES) >= 30
    for name in NAMES:
        text = (HERE / f"{name}.html").read_text(encoding="utf-8")
        assert "feature = {" in text and any(part in text for part in ("act:", "visitor:", "look:")), name


def test_what_is_missing_is_seen() -> None:
    """The judge itself."""
    events = [{"type": 3, "data": {"source": 2, "type": 1, "id": 4}}, {"type": 4, "data": {"href": "x"}}]
    assert untold(events, [{"data": {"source": 2}}, {"type": 4}]) == []
    assert untold(events, [{"type": 4}, {"data": {"source": 2}}]) == [{"data": {"source": 2}}]
    assert fits({"a": [1]}, {"a": [1, 2], "b": 3}) and not fits({"a": [2]}, {"a": [1]})
    assert unlike({"a": 1, "b": 2}, {"a": 1, "b": 3}) == "b: 3, should be 2"
