"""One Chromium for all tests; skips, saying why, what cannot run on this machine."""

import importlib.util
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

# How long an example takes is no matter of a test's.
settings.register_profile("velo", deadline=None)
settings.load_profile("velo")

# Without Playwright the browser tests cannot even be imported.
HAS_PLAYWRIGHT = importlib.util.find_spec("playwright") is not None
collect_ignore = [] if HAS_PLAYWRIGHT else ["browser"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium. There is one for all, because Playwright does not let two be driven from one thread."""
    from tests.browser.chrome import FAST_START, chromium

    with chromium(FAST_START) as started:
        yield started


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not any(item.get_closest_marker("browser") for item in items):
        return
    from tests.browser.chrome import why_not

    reason = why_not()
    for item in items:
        if reason and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=reason))


def pytest_report_header() -> list[str]:
    missing = "playwright is not installed; `python build.py test` brings it"
    return [] if HAS_PLAYWRIGHT else [f"browser tests are left out: {missing}"]
