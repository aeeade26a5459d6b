"""A pytest plugin for a site's own tests: the fixture ``assert_no_leak``. Playwright is imported only when it is used."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--velo-dist FOLDER``."""
    parser.getgroup("velo").addoption(
        "--velo-dist",
        metavar="FOLDER",
        default=None,
        help="folder with the built files of Velo (default: VELO_DIST, or dist/velo)",
    )


@pytest.fixture
def assert_no_leak(request: pytest.FixtureRequest) -> Callable[..., None]:
    """A function of a page (Playwright's, sync) that fails the test if anything personal would leave it as it stands.

    ``presets``: of ``strict``, ``balanced``, ``inputs``, those that the site uses (default: all); ``secrets``: texts that are
    somebody's, beside what stands in the page's personal fields; ``options``: what the site gives to ``velo.start()``, so that
    its ``mask``, ``exclude``, ``ignore`` and ``allow`` count (those on Velo's own tag are read from it).
    """

    def check_page(
        page: Any,
        *,
        presets: Sequence[str] | None = None,
        secrets: Iterable[str] = (),
        options: Mapping[str, Any] | None = None,
    ) -> None:
        from . import checking
        from .attach import PRESETS

        __tracebackhide__ = True
        folder = checking.velo_folder(request.config.getoption("--velo-dist"))
        found = checking.check(page, folder, tuple(presets or PRESETS), secrets, options)
        if found:
            pytest.fail(checking.report(found), pytrace=False)

    return check_page
