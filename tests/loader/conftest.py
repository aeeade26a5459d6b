"""What tests of the probe share: a page with the harness in it, and a site with the built files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from recorder.host import bundle, node
from tests.browser.chrome import velo_folder
from tests.browser.server import Site

HERE = Path(__file__).parent


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(velo_folder()) as made:
        yield made


@pytest.fixture(scope="session")
def script(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The harness with the probe in it."""
    target = tmp_path_factory.mktemp("probe") / "harness.js"
    command = node.node(lambda groups: False)
    options = ["--bundle", "--format=iife", "--target=es2022", "--log-level=error"]
    node.run(command, bundle.ESBUILD, str(HERE / "harness.js"), f"--outfile={target}", *options)
    return "".join(path.read_text(encoding="utf-8") for path in (target, HERE / "storm.js", HERE / "secrets.js"))


@pytest.fixture
def page(browser: Browser, script: str) -> Iterator[Page]:
    made = browser.new_page()
    made.set_content("<!doctype html><title>t</title><body><p>first</p></body>")
    made.evaluate(script)
    yield made
    made.close()
