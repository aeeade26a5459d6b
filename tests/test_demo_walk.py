"""A walk through the demo as people take it: every page in light and dark, on a desk and on a phone, with the real recorder at work.

On each page axe-core finds nothing, nothing is thrown, nothing is asked of another origin, nothing is wider than the window. In the
glass an element is marked and a preset switched, and both sides show it; the page in Python hides what its own rule names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("starlette", reason="`python build.py test` installs the demo's packages")
pytest.importorskip("playwright", reason="`python build.py test` installs Playwright")

from playwright.sync_api import BrowserContext, Page  # noqa: E402

from demo_site.collector.app import Settings  # noqa: E402
from recorder.host.layout import DIST, SITE, VENDOR  # noqa: E402
from tests.browser.axe import violations  # noqa: E402
from tests.browser.server import Site  # noqa: E402
from tests.collector.people import OWNER, PASSWORD, cheap_app  # noqa: E402
from tests.collector.served import served  # noqa: E402

pytestmark = pytest.mark.browser

DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
# Between looks of one scheme or one size most rules have nothing new to see.
LOOKS: list[tuple[str, dict[str, int], list[str] | None]] = [
    ("light", DESK, None),
    ("dark", DESK, ["color-contrast"]),
    ("dark", PHONE, None),
    ("light", PHONE, ["color-contrast"]),
]
PAGES = """index shop product cart checkout rewrite bank clinic chat frames frames-letter frames-invoice visitor 404""".split()
BEHIND_LOGIN = ["recordings", "account", "trail"]
FAULTS: list[str] = []


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not (VENDOR / "python.json").is_file():
        pytest.skip("the demo is not built: run `python build.py`")
    with served(cheap_app(Settings(data=tmp_path_factory.mktemp("data"), dist=DIST))) as at:
        yield at


@pytest.fixture(scope="module")
def profile(browser: Any, origin: str) -> Iterator[BrowserContext]:
    """One visitor for the whole walk: Python starts once."""
    made = browser.new_context(viewport=DESK)
    made.on("request", lambda asked: asked.url.startswith((origin, "data:", "blob:")) or FAULTS.append(f"asked {asked.url}"))
    made.on("weberror", lambda thrown: FAULTS.append(f"thrown: {thrown.error}"))
    keeper = made.new_page()
    keeper.goto(f"{origin}/shop.html")
    yield made
    made.close()


@pytest.fixture
def page(profile: BrowserContext) -> Iterator[Page]:
    FAULTS.clear()
    opened = profile.new_page()
    yield opened
    opened.close()
    assert FAULTS == []


def look(page: Page) -> list[str]:
    """What is wrong with the page as it stands, in all looks."""
    wrong = []
    for scheme, size, rules in LOOKS:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size(size)  # type: ignore[arg-type]
        name = f"{scheme} {size['width']}"
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{name}: wider than the window")
        wrong += [f"{name}: {rule} {where}" for rule, where in violations(page, rules=rules)]
    return wrong


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everybody(page: Page, origin: str, name: str) -> None:
    page.goto(f"{origin}/{name}.html")
    assert look(page) == []


def test_the_walk_sees_what_is_wrong(page: Page, origin: str) -> None:
    page.goto(f"{origin}/404.html")
    page.evaluate("() => { document.body.innerHTML += '<img src=icon.svg width=900><p>x</p>'; document.querySelector('p').style.color = '#ddd' }")
    said = " ".join(look(page))
    assert "light 1280: image-alt" in said and "light 390: color-contrast" in said and "dark 390: wider" in said


def test_the_viewer_is_for_everybody(page: Page, origin: str) -> None:
    page.goto(f"{origin}/login?to=/recordings")
    wrong = look(page)
    page.get_by_label("E-mail").fill(OWNER)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/recordings")
    for name in BEHIND_LOGIN:
        page.goto(f"{origin}/{name}")
        wrong += look(page)
    page.goto(f"{origin}/recordings")
    page.locator("main a[href^='/recordings/']:not([href$=file])").first.click()
    page.locator(".replayer-wrapper iframe").wait_for()
    assert wrong + look(page) == []


def test_the_glass_is_for_everybody_and_shows_what_is_marked_on_both_sides(page: Page, origin: str) -> None:
    page.goto(f"{origin}/glass.html?page=bank.html")
    live, replay = page.frame_locator("#site"), page.frame_locator("#replay iframe")
    replay.get_by_text("Cassa Filo").first.wait_for()
    assert replay.locator(".account").count() == 2 and replay.get_by_text("12,480.22").count() == 0
    # By the pointer.
    page.get_by_role("button", name="exclude", exact=True).click()
    account = live.locator(".account").first
    account.scroll_into_view_if_needed()
    box = account.bounding_box()
    assert box
    page.mouse.click(box["x"] + 6, box["y"] + 6)
    page.get_by_role("button", name="Lift: exclude <li>").wait_for()
    replay.locator("li.rr-block").nth(1).wait_for()
    assert replay.locator(".account").count() == 1, "one is excluded by the page, and one here"
    # By keys: from the first heading on to the section after it.
    page.keyboard.press("Escape")
    page.get_by_role("button", name="allow", exact=True).focus()
    page.keyboard.press("Enter")
    page.locator("#cover").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    replay.get_by_role("heading", name="House, some day").wait_for()
    assert replay.get_by_text("DE89").count() == 0, "allowed is not: shown whatever it is"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.tool") == "allow"
    # Other options: a new recording; what is typed is shown only when it is asked for.
    page.get_by_text("balanced", exact=True).click()
    replay.get_by_text("Trattoria da Elvira").wait_for()
    page.get_by_label("Look for it").fill("velvetqx")
    live.get_by_label("Find a payment").fill("velvetqx")
    page.get_by_text("recordInputs").click()
    page.locator("#lines .start", has_text="recordInputs").wait_for()
    replay.get_by_text("Trattoria da Elvira").wait_for(state="hidden")
    live.get_by_label("Find a payment").fill("Elvira linenqx")
    live.get_by_label("Code from your phone").fill("771204")
    assert page.locator("#verdict").get_attribute("data-found") == "no", "typed while nothing typed was to leave"
    page.get_by_label("Look for it").fill("linenqx")
    page.locator("#verdict[data-found=yes]").wait_for()
    page.get_by_label("Look for it").fill("771204")
    page.locator("#verdict[data-found=no]").wait_for()
    page.locator("#ledger div").nth(2).wait_for()
    assert look(page) == []


def test_the_page_in_python_hides_what_its_own_rule_names(page: Page, origin: str) -> None:
    sent: list[str] = []
    page.on("request", lambda asked: "/collect/" in asked.url and sent.append(asked.url))
    page.add_init_script("window.velo = { q: [['on', 'batch', (text) => (window.left = (window.left ?? '') + text)]] }")
    page.goto(f"{origin}/python.html")
    page.locator("#chart rect").first.wait_for(timeout=120_000)
    page.get_by_label("Note an order").fill("AB-5520 for Zanetta")
    page.evaluate("() => velo.flush()")
    left = page.evaluate("left")
    assert sent and "Orders of the day" in left and "waits for paper" in left
    assert not [secret for secret in ("AB-44", "AB-55", "Zanetta", "2,418", "chiara.bianchi", "555 0117") if secret in left]
    page.get_by_text("order number").first.wait_for()
    assert look(page) == []


def test_the_plain_files_need_no_collector_and_no_place_of_their_own(browser: Any) -> None:
    with Site(None, {"/some/where/": SITE}) as site:
        page = browser.new_page()
        page.goto(f"{site.origin}/some/where/glass.html?page=checkout.html")
        replay = page.frame_locator("#replay iframe")
        replay.get_by_text("Bottega Velo").first.wait_for()
        page.frame_locator("#site").get_by_label("Notes on your order").fill("velvetqx")
        page.locator("#lines .kind", has_text="Input").first.wait_for()
        page.get_by_label("Look for it").fill("velvetqx")
        page.locator("#verdict[data-found=no]").wait_for()
        page.close()
        asked = [asked for asked in site.snapshot() if not asked.address.endswith("/favicon.ico")]
        assert [f"{one.method} {one.address}" for one in asked if one.method != "GET" or one.status != 200] == []
