"""Ports between workers of framed recorders: a wish for a tree is never lost, whichever comes first, the wish or the port."""

import pytest
from playwright.sync_api import Browser

from recorder.host.layout import ROOT
from tests.browser.chrome import visit
from tests.browser.server import Site

pytestmark = pytest.mark.browser

WISHED = """async (portFirst) => {
  const { Ports } = await import("/loader/ports.js");
  const { port1, port2 } = new MessageChannel();
  const ports = new Ports(() => 0, () => 0);
  const wished = new Promise((resolve) => { port2.onmessage = ({ data }) => resolve(data); });
  if (portFirst) ports.add(1, port1);
  ports.obey('{"ask": [1], "end": []}');
  if (!portFirst) ports.add(1, port1);
  return Promise.race([wished, new Promise((resolve) => setTimeout(() => resolve("nothing"), 3000))]);
}"""


@pytest.mark.parametrize("port_first", [True, False])
def test_a_wish_reaches_a_port_that_comes_before_or_after_it(browser: Browser, site: Site, port_first: bool) -> None:
    site.folders |= {"/loader/": ROOT / "loader"}
    site.page("/", "<!doctype html><title>t</title>")
    with visit(browser, site) as page:
        assert page.evaluate(WISHED, port_first) == "tree"
