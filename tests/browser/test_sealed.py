"""End-to-end encryption, end to end: a browser records and seals, the collector's disk has nothing to read, the viewer opens and plays.

One recording for each of two keys, with the real collector; what the worker does when the collector fails, with the one that fails on demand.
"""

import base64
import gzip
import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page

pytest.importorskip("starlette", reason="`python build.py test` installs the demo's packages")

from demo_site.collector import envelope  # noqa: E402
from demo_site.collector.app import Settings  # noqa: E402
from recorder.host import keys  # noqa: E402
from recorder.host.layout import DIST, VELO  # noqa: E402
from tests.browser import sealed_build  # noqa: E402
from tests.browser.chrome import call, context, script, start, visit  # noqa: E402
from tests.browser.server import Site  # noqa: E402
from tests.collector.people import OWNER, PASSWORD, cheap_app  # noqa: E402
from tests.collector.served import served  # noqa: E402

pytestmark = pytest.mark.browser

WORDS = "harmless words of the page"
PAGE = f"""<!doctype html><html lang="en"><head><title>t</title>
<script async src="/velo/velo.js" data-endpoint="/collect" data-preset="balanced" data-consent="not-required"></script>
</head><body><h1>Hello</h1><p>{WORDS}</p><p>zephyrine@quackenbush.io</p></body></html>"""


@dataclass(frozen=True)
class Pair:
    """A key pair, as ``build.py keys make`` wrote it."""

    private: Path
    public: Path

    @property
    def id(self) -> str:
        return self.public.name.split(".")[0].removeprefix("velo-")


@dataclass
class Place:
    """A real collector; which build it serves can be changed."""

    origin: str
    data: Path
    dist: Path
    app: Any
    old: Pair
    new: Pair
    builds: dict[str, Path]

    def serve(self, name: str) -> None:
        (self.dist / "velo").unlink(missing_ok=True)
        (self.dist / "velo").symlink_to(self.builds[name], target_is_directory=True)


def pair(folder: Path) -> Pair:
    folder.mkdir()
    assert keys.main(["make", "--to", str(folder)]) == 0
    (private,), (public,) = folder.glob("*.private.pem"), folder.glob("*.public.pem")
    return Pair(private, public)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    if not (DIST / "demo" / "vendor" / "hpke.js").is_file():
        pytest.skip("the viewer's parts are not built: run `python build.py`")
    folder = tmp_path_factory.mktemp("sealed")
    old, new = pair(folder / "old"), pair(folder / "new")
    builds = {"plain": VELO}
    for name, made in (("old", old), ("new", new)):
        (folder / f"build-{name}").mkdir()
        builds[name] = sealed_build.build(folder / f"build-{name}", keys.as_text(keys.read_public(str(made.public))))
    (folder / "dist").mkdir()
    (folder / "dist" / "demo").symlink_to(DIST / "demo", target_is_directory=True)
    (folder / "pages").mkdir()
    (folder / "pages" / "index.html").write_text(PAGE)
    app = cheap_app(Settings(data=folder / "data", dist=folder / "dist", pages=folder / "pages"))
    with served(app) as origin:
        yield Place(origin, folder / "data", folder / "dist", app, old, new, builds)


def recorded(browser: Browser, place: Place, build: str) -> str:
    """Visits the page with that build; the recording's id."""
    place.serve(build)
    before = {row.id for row in place.app.state.store.listing()}
    visitor = browser.new_context()
    try:
        page = visitor.new_page()
        page.goto(place.origin)
        for _try in range(300):
            if page.evaluate("() => window.velo?.state") == "recording":
                break
            page.wait_for_timeout(50)
        page.mouse.click(50, 50)
        page.evaluate("() => velo.flush()")
        page.evaluate("() => velo.stop()")
    finally:
        visitor.close()
    (found,) = {row.id for row in place.app.state.store.listing()} - before
    return str(found)


def on_disk(data: Path) -> str:
    """All that whoever has the disk can read: every file, and what is packed in it."""
    found = []
    for path in data.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for match in re.finditer(b"\x1f\x8b\x08", content):
                try:
                    content += gzip.decompress(content[match.start() :])
                except (OSError, EOFError, ValueError):
                    continue
            found.append(content.decode("latin-1"))
    return "\n".join(found)


@pytest.fixture(scope="module")
def told(browser: Browser, place: Place) -> dict[str, str]:
    """A recording for each key, and one that is not sealed in a collector of its own."""
    return {"old": recorded(browser, place, "old"), "new": recorded(browser, place, "new")}


def test_the_disk_has_nothing_to_read(place: Place, told: dict[str, str]) -> None:
    text = on_disk(place.data)
    place.app.state.store.move(2**50)
    text += on_disk(place.data)
    assert told["old"] in text, "the database was not looked at"
    assert len(list(place.data.rglob("*.pack"))) >= 2
    assert not [word for word in ("harmless", "Hello", "quackenbush", "tagName", "href", '"type"', "velo-ledger") if word in text]
    with sqlite3.connect(place.data / "recordings.sqlite3") as database:
        assert set(database.execute("SELECT page, events FROM segments")) == {("", 0)}


def test_the_control_that_is_not_sealed_can_be_read(browser: Browser, place: Place, told: dict[str, str]) -> None:
    recording = recorded(browser, place, "plain")
    place.app.state.store.move(2**50)
    text = on_disk(place.data)
    assert WORDS in text and '"tagName":"h1"' in text and "quackenbush" not in text, "masked before, sealed or not"
    place.app.state.store.erase(recording)
    place.app.state.store.overwrite_erased()


def test_whoever_has_the_key_reads_it_on_a_machine_of_their_own(place: Place, told: dict[str, str]) -> None:
    """With another implementation of HPKE than the browser's."""
    lines = []
    for number, body in place.app.state.store.bodies(told["old"]):
        assert envelope.split(body).key.hex() == place.old.id
        lines.append(json.dumps({"recording": told["old"], "segment": number, "sealed": base64.b64encode(body).decode()}).encode())
    events = [json.loads(line) for line in b"".join(keys.opened(lines, dict([keys.read_private(place.old.private)]))).splitlines()]
    assert [event["type"] for event in events][:2] == [4, 2] and events[-1]["data"]["tag"] == "velo-ledger"
    assert WORDS in json.dumps(events) and "quackenbush" not in json.dumps(events)


# --- the viewer


@pytest.fixture
def viewer(browser: Browser, place: Place) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{place.origin}/recordings")
    page.get_by_label("E-mail").fill(OWNER)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{place.origin}/recordings")
    page.on("request", lambda request: page.context.asked.append((request.url, request.post_data_buffer)))  # type: ignore[attr-defined]
    page.context.asked = []  # type: ignore[attr-defined]
    yield page
    context.close()


def shown(page: Page) -> Any:
    return page.frame_locator(".replayer-wrapper iframe").get_by_text(WORDS)


def test_the_viewer_asks_for_the_key_opens_and_plays(viewer: Page, place: Place, told: dict[str, str]) -> None:
    row = viewer.locator(f"[data-recording='{told['old']}']")
    assert row.locator("[data-label=Page]").inner_text() == "sealed"
    row.get_by_role("link", name="Play").click()
    asking = viewer.get_by_role("region", name="This recording is sealed")
    asking.get_by_text(f"velo-{place.old.id}.private.pem").wait_for()
    for wrong, says in [
        (place.old.public, "This is the public key. To read, the private one is needed."),
        (place.new.private, "That is another key: this recording was not sealed for it."),
    ]:
        asking.get_by_label("Private key").set_input_files(wrong)
        asking.get_by_role("alert").get_by_text(says).wait_for()
    asking.get_by_label("or paste it").fill("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")
    asking.get_by_role("button", name="Open").click()
    asking.get_by_role("alert").get_by_text("This is not a private key that recordings can be sealed for").wait_for()
    asking.get_by_label("or paste it").fill(place.old.private.read_text())
    asking.get_by_role("button", name="Open").click()
    shown(viewer).wait_for()
    assert not asking.is_visible() and viewer.get_by_label("or paste it").input_value() == "", "what was pasted does not stay there"
    viewer.get_by_role("heading", name="What was withheld").wait_for()
    facts = viewer.locator(".facts").inner_text()
    assert "sealed" not in facts and f"Page\n{place.origin}" in facts, "what was not known is known now"
    secret = "".join(place.old.private.read_text().split("\n")[1:-2])[:40]
    assert viewer.context.asked and not [url for url, body in viewer.context.asked if secret in url or body], "nothing was sent"  # type: ignore[attr-defined]
    assert viewer.evaluate("async () => (await indexedDB.databases()).length") == 0, "nor kept"


def test_after_a_rotation_both_keys_are_held_and_forgotten(viewer: Page, place: Place, told: dict[str, str]) -> None:
    for name, made in (("old", place.old), ("new", place.new)):
        viewer.goto(f"{place.origin}/recordings/{told[name]}")
        viewer.get_by_text(f"velo-{made.id}.private.pem").wait_for()
        viewer.get_by_label("Keep it in this browser").check()
        viewer.get_by_label("Private key").set_input_files(made.private)
        shown(viewer).wait_for()
    viewer.goto(f"{place.origin}/recordings/{told['old']}")
    shown(viewer).wait_for()
    held = viewer.evaluate(
        """async () => {
            const done = (asked) => new Promise((resolve) => (asked.onsuccess = () => resolve(asked.result)));
            const database = await done(indexedDB.open("velo-viewer"));
            const kept = await done(database.transaction("keys").objectStore("keys").getAll());
            database.close();
            const read = (key) => crypto.subtle.exportKey("pkcs8", key).then(() => "read out", (error) => error.name);
            return Promise.all(kept.map(({ pair }) => read(pair.privateKey)));
        }"""
    )
    assert held == ["InvalidAccessError"] * 2, "scripts use them, and cannot read them out"
    viewer.get_by_role("button", name="Forget the key").click()
    viewer.get_by_text(f"velo-{place.old.id}.private.pem").wait_for()


def test_an_export_plays_from_its_file_and_what_was_put_elsewhere_does_not(viewer: Page, place: Place, told: dict[str, str], tmp_path: Path) -> None:
    viewer.goto(f"{place.origin}/recordings/{told['old']}")
    with viewer.expect_download() as saved:
        viewer.get_by_role("link", name="Export").click()
    kept = tmp_path / "velo.ndjson"
    saved.value.save_as(kept)
    lines = [json.loads(line) for line in kept.read_text().splitlines()]
    assert all(set(line) == {"recording", "segment", "sealed"} for line in lines)
    assert len(lines) >= 2
    swapped = [{**line, "sealed": lines[-1 - at]["sealed"]} for at, line in enumerate(lines)]
    for told_lines, ends in ((lines, ""), (swapped, "does not open")):
        kept.write_text("\n".join(map(json.dumps, told_lines)))
        viewer.goto(f"{place.origin}/recordings/file")
        viewer.get_by_label("File").set_input_files(kept)
        viewer.get_by_label("Private key").wait_for()
        viewer.get_by_label("Private key").set_input_files(place.old.private)
        if ends:
            viewer.locator("#said").get_by_text(ends).wait_for()
        else:
            shown(viewer).wait_for()


# --- the worker


def test_what_waits_on_the_device_is_sealed_and_arrives_once(browser: Browser, place: Place) -> None:
    with Site(place.builds["old"]) as site:
        site.page("/", PAGE.replace("<script async", "<script type=none"))
        site.answers = [500] * 4
        with context(browser, site) as visitor:
            page = visitor.new_page()
            page.goto(site.origin)
            page.evaluate("async () => { window.heard = []; (await import('/velo/velo.mjs')).on('batch', (text) => heard.push(text)) }")
            start(page, preset="balanced")
            site.until(lambda: len(site.puts) >= 2, "a second try")
            kept = json.dumps(page.evaluate(script("stored")))
            bodies = [base64.b64decode(text) for text in re.findall(r'"base64": "([^"]+)"', kept)]
            assert bodies and all(envelope.split(body).key.hex() == place.old.id for body in bodies)
            site.answers = []
            call(page, "flush")
            heard = page.evaluate("() => heard")
        assert WORDS in heard[0], "listeners read what is sealed"
        for asked in site.puts:
            assert asked.header("content-type") == envelope.CONTENT_TYPE and asked.header("content-encoding") is None
            assert envelope.split(asked.body)
        tries = [asked.body for asked in site.puts if asked.address.endswith("/0")]
        assert len(tries) >= 3 and len(set(tries)) == len(tries), "a one-time key for each try"
        assert [asked.status for asked in site.puts].count(204) == len({asked.address for asked in site.puts})


def test_where_the_browser_cannot_encrypt_nothing_is_recorded(browser: Browser, place: Place) -> None:
    with Site(place.builds["old"]) as site:
        site.page("/", PAGE.replace("<script async", "<script type=none"))
        worker = next(place.builds["old"].glob("worker-*.js"))
        site.page(f"/velo/{worker.name}", "Object.defineProperty(crypto, 'subtle', { value: undefined });\n" + worker.read_text(), ".js")
        with visit(browser, site) as page, pytest.raises(Error, match="no encryption without https"):
            start(page)
        assert not site.puts


def test_a_build_without_a_key_carries_nothing_of_it() -> None:
    (worker,) = VELO.glob("worker-*.js")
    assert not re.search("VELO|HPKE|importKey", worker.read_text())
