"""What browser tests share: one Chromium, a site for each test, and the reason for skipping where they cannot run."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chrome import FAST_START, chromium, velo_folder
from tests.browser.server import Site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium(FAST_START) as started:
        yield started


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(velo_folder()) as made:
        yield made
