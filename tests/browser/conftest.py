"""What browser tests share: a site for each test."""

from collections.abc import Iterator

import pytest

from tests.browser.chrome import velo_folder
from tests.browser.server import Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(velo_folder()) as made:
        yield made
