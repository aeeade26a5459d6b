"""The viewer in Chromium: what people do with it, by mouse and by keys, in light and dark; and what hostile recordings do (nothing)."""

from __future__ import annotations

import gzip
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="`python build.py test` installs the demo's packages")

from demo_site.collector.app import Settings  # noqa: E402
from tests.collector import hostile  # noqa: E402
from tests.collector.people import OWNER, PASSWORD, VIEWER, cheap_app  # noqa: E402
from tests.collector.sealing import SEALED, as_pem, new_key, sealed  # noqa: E402
from tests.collector.served import served  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(__file__).parent / "page"
AT_MS = 1_700_000_000_000
SENT = {"content-type": "application/x-ndjson", "content-encoding": "gzip"}
PLAIN, LONG, STRANGER = "A" * 22, "B" * 22, "C" * 22

pytestmark = pytest.mark.browser


def small_recording() -> list[dict[str, Any]]:
    text = {"type": 3, "textContent": "x×x a page of words", "id": 6}
    body = {"type": 2, "tagName": "body", "attributes": {}, "childNodes": [text], "id": 5}
    html = {"type": 2, "tagName": "html", "attributes": {}, "childNodes": [body], "id": 3}
    node = {"type": 0, "id": 1, "childNodes": [html]}
    click = {"source": 2, "type": 2, "id": 5, "x": 10, "y": 10}
    return [
        {"type": 4, "timestamp": AT_MS, "data": {"href": "/shop/*", "width": 800, "height": 600}},
        {"type": 2, "timestamp": AT_MS + 1, "data": {"node": node, "initialOffset": {"left": 0, "top": 0}}},
        {"type": 3, "timestamp": AT_MS + 4_000, "data": click},
        {"type": 3, "timestamp": AT_MS + 4_100, "data": click},
        {"type": 5, "timestamp": AT_MS + 6_000, "data": {"tag": "velo-page", "payload": {"href": "/basket"}}},
        {"type": 3, "timestamp": AT_MS + 12_000, "data": {"source": 0, "adds": [], "removes": [], "attributes": [], "texts": [{"id": 6, "value": "later words"}]}},
        {"type": 5, "timestamp": AT_MS + 14_000, "data": {"tag": "velo-ledger", "payload": {"hidden": {"text": 7}}}},
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not (ROOT / "dist" / "demo" / "vendor" / "rrweb-player.js").is_file():
        pytest.skip("the players are not built: run `python build.py`")
    with served(cheap_app(Settings(data=tmp_path_factory.mktemp("viewer"), dist=ROOT / "dist"))) as origin:
        yield origin


@contextmanager
def person(browser: Any, site: str, email: str = OWNER, **options: Any) -> Iterator[Any]:
    """A fresh profile, logged in by the form."""
    context = browser.new_context(**options)
    try:
        page = context.new_page()
        page.goto(f"{site}/recordings")
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}/recordings")
        yield page
    finally:
        context.close()


def keep(page: Any, site: str, recording: str, events: list[dict[str, Any]]) -> None:
    body = gzip.compress("\n".join(map(json.dumps, events)).encode())
    assert page.request.put(f"{site}/collect/{recording}/0", data=body, headers=SENT).status in (204, 409)


def run(page: Any, script: str) -> Any:
    return page.evaluate((SCRIPTS / f"{script}.js").read_text(encoding="utf-8").partition("\n")[2].strip().rstrip(";"))


def watch(page: Any, site: str, recording: str) -> Any:
    page.goto(f"{site}/recordings/{recording}")
    return page.frame_locator(".replayer-wrapper iframe").locator("body").first


def test_a_recording_is_watched_with_the_keys_alone(browser: Any, site: str) -> None:
    with person(browser, site) as page:
        keep(page, site, PLAIN, small_recording())
        shown = watch(page, site, PLAIN)
        shown.get_by_text("a page of words").wait_for()
        moments = page.get_by_role("region", name="Pages and events").get_by_role("button")
        assert moments.all_inner_texts() == ["0:00\nPage /shop/*", "0:04\nClick × 2", "0:06\nPage /basket"]
        page.keyboard.press("End")
        shown.get_by_text("later words").wait_for()
        page.keyboard.press("ArrowLeft")
        shown.get_by_text("a page of words").wait_for()
        page.keyboard.press("End")
        moments.nth(1).press("Enter")
        shown.get_by_text("a page of words").wait_for()
        page.keyboard.press("Home")
        page.locator("#main").focus()
        page.keyboard.press("Space")
        time = page.locator(".rr-timeline__time").first
        while time.inner_text() == "00:00":  # the page's policy forbids Playwright's own way of waiting
            page.wait_for_timeout(50)


def test_an_export_plays_again_from_its_file(browser: Any, site: str, tmp_path: Path) -> None:
    with person(browser, site) as page:
        keep(page, site, PLAIN, small_recording())
        page.goto(f"{site}/recordings/{PLAIN}")
        with page.expect_download() as saved:
            page.get_by_role("link", name="Export").click()
        kept = tmp_path / saved.value.suggested_filename
        saved.value.save_as(kept)
        assert kept.name == f"velo-{PLAIN}.ndjson"
        assert [json.loads(line) for line in kept.read_text().splitlines()] == small_recording()
        page.goto(f"{site}/recordings/file")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.method))
        page.get_by_label("File").set_input_files(kept)
        page.frame_locator(".replayer-wrapper iframe").get_by_text("a page of words").wait_for()
        assert page.get_by_role("heading", name="What was withheld").is_visible()
        assert set(asked) <= {"GET"}, "nothing of the file is sent"


def test_an_owner_erases_and_a_viewer_cannot(browser: Any, site: str) -> None:
    with person(browser, site, VIEWER) as page:
        keep(page, site, LONG, small_recording())
        page.goto(f"{site}/recordings/{LONG}")
        page.frame_locator(".replayer-wrapper iframe").get_by_text("a page of words").wait_for()
        assert page.get_by_role("button", name="Erase").count() == page.get_by_role("link", name="Export").count() == 0
        assert page.get_by_role("link", name="Trail").count() == 0
    with person(browser, site) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        row = page.locator(f"[data-recording='{LONG}']")
        row.get_by_role("button", name="Erase").click()
        page.get_by_text("Erased.").wait_for()
        assert row.count() == 0 and page.request.get(f"{site}/recordings/{LONG}").status == 404
        page.goto(f"{site}/trail?recording={LONG}")
        assert "erased" in page.locator("tbody").inner_text() and VIEWER in page.locator("tbody").inner_text()


def test_search_from_the_keys(browser: Any, site: str) -> None:
    with person(browser, site) as page:
        keep(page, site, PLAIN, small_recording())
        page.keyboard.press("/")
        page.keyboard.type("no such page")
        page.keyboard.press("Enter")
        page.get_by_text("No recording fits.").wait_for()
        page.keyboard.press("/")
        page.keyboard.press("Control+A")
        page.keyboard.type("BASKET")
        page.keyboard.press("Enter")
        page.get_by_text("No recording fits.").wait_for()
        page.goto(f"{site}/recordings?page=shop&device=tablet")
        assert page.locator(f"[data-recording='{PLAIN}']").count() == 1


def test_logging_out_ends_it_for_the_browser_too(browser: Any, site: str) -> None:
    with person(browser, site) as page:
        page.get_by_role("link", name="Account").click()
        page.get_by_role("button", name="Log out", exact=True).click()
        page.wait_for_url("**/login")
        page.go_back()
        page.goto(f"{site}/recordings")
        assert page.url.endswith("/login?next=/recordings")


SEALED_ONE = "S" * 22
PAGES = ["/recordings", f"/recordings/{SEALED_ONE}", "/recordings?page=nothing", f"/recordings/{PLAIN}", "/recordings/file", "/account", "/trail"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_read_and_has_names(browser: Any, site: str, scheme: str) -> None:
    with person(browser, site, color_scheme=scheme, viewport={"width": 390, "height": 800}) as page:
        keep(page, site, PLAIN, small_recording())
        body = sealed(new_key(), SEALED_ONE, 0, small_recording()[0])
        assert page.request.put(f"{site}/collect/{SEALED_ONE}/0", data=body, headers=SEALED).status in (204, 409)
        wrong: list[str] = []
        for path in PAGES:
            page.goto(site + path)
            if path.endswith(PLAIN):
                page.get_by_role("button", name="Play or pause").wait_for()
            if path.endswith(SEALED_ONE):
                page.get_by_role("button", name="Open").wait_for()
            found = run(page, "contrast")
            assert found["looked"] > 8, f"{path}: nothing was looked at"
            wrong += [f"{path}: {words}" for words in [*found["pale"], *run(page, "names")]]
        page.goto(f"{site}/account")
        page.get_by_role("button", name="Log out", exact=True).click()
        page.get_by_label("E-mail").fill("x@velo.example")
        page.get_by_label("Password").fill("x")
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("alert").wait_for()
        page.wait_for_load_state()  # the words may stand before their style sheet is there
        wrong += [f"/login: {words}" for words in [*run(page, "contrast")["pale"], *run(page, "names")]]
        assert wrong == []


def test_the_measure_of_contrast_finds_what_is_pale(browser: Any) -> None:
    page = browser.new_page()
    page.set_content("<body style='background:#fff'><p style='color:#aaa'>pale</p><p style='color:#666'>dark</p>")
    assert [words.split()[1] for words in run(page, "contrast")["pale"]] == ["P."]
    assert "no language" in run(page, "names")
    page.close()


# --- hostile recordings ---------------------------------------------------------------------------


@pytest.fixture
def there() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


def was_called(listening: socket.socket) -> bool:
    try:
        listening.accept()[0].close()
    except BlockingIOError:
        return False
    return True


@pytest.mark.parametrize("is_sealed", [False, True], ids=["as it is", "sealed"])
def test_a_hostile_recording_runs_nothing_calls_nobody_and_changes_nothing(
    browser: Any, site: str, there: socket.socket, is_sealed: bool
) -> None:
    """Sealed it reaches the viewer unread: whoever has the public key can make one."""
    origin = f"http://127.0.0.1:{there.getsockname()[1]}"
    with person(browser, site) as page:
        dialogs: list[str] = []
        asked: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        stranger = STRANGER.lower() if is_sealed else STRANGER
        if is_sealed:
            body = sealed(key := new_key(), stranger, 0, *hostile.recording(origin))
            assert page.request.put(f"{site}/collect/{stranger}/0", data=body, headers=SEALED).status == 204
        else:
            keep(page, site, stranger, hostile.recording(origin))
        page.context.on("requestfinished", lambda request: asked.append(f"{request.method} {request.url}"))
        page.goto(f"{site}/recordings/{stranger}")
        if is_sealed:
            page.get_by_role("button", name="Open").wait_for()
            page.get_by_label("or paste it").fill(as_pem(key))
            page.get_by_role("button", name="Open").click()
        page.get_by_role("button", name="Play or pause").click()
        replayed = page.frame_locator(".replayer-wrapper iframe")
        replayed.locator("#bait").nth(1).wait_for(state="attached")
        assert "still here <script>" in replayed.locator("body").first.inner_text()
        for bait in ("a", "button", "svg", "area"):
            replayed.locator(bait).first.evaluate("element => element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))")
        replayed.locator("#bait").first.evaluate("element => { element.focus(); element.click(); }")
        page.wait_for_timeout(700)
        assert page.evaluate("window.stranger") is None and page.evaluate("({}).stranger") is None
        assert not was_called(there) and not dialogs
        ours = ("/recordings", "/viewer/", "/vendor/")
        assert [line for line in asked if not line.startswith(tuple(f"GET {site}{path}" for path in ours)) and "data:" not in line] == []
        assert len(asked) > 5, "requests were watched"
        assert page.url == f"{site}/recordings/{stranger}"
        told = page.get_by_role("region", name="Pages and events").inner_text()
        assert "Page javascript:top.stranger" in told and "<svg onload" in told, "as words"
        assert page.get_by_role("region", name="Pages and events").locator("img, svg, script").count() == 0


def test_the_same_tricks_outside_the_viewer_do_run_and_call(browser: Any, there: socket.socket) -> None:
    """The control."""
    origin = f"http://127.0.0.1:{there.getsockname()[1]}"
    page = browser.new_page()
    bait = f"<img src='{origin}/x' onerror=\"top.stranger = 'img'\"><style>{hostile.css(origin)}</style><p>words"
    page.evaluate("markup => { document.body.innerHTML = markup; }", bait)
    for _try in range(100):
        if was_called(there):
            break
        page.wait_for_timeout(50)
    else:
        raise AssertionError("nobody was called")
    there.close()
    while page.evaluate("window.stranger") != "img":
        page.wait_for_timeout(50)
    page.close()
