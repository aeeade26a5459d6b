"""The demo's pages keep what they promise about themselves, and the viewer holds against hostile recordings.

The pages are read as text; headers and files through Starlette's test client; the player and the glass page in
Chromium, with a recording and a `velo` written by hand, so that they are tested without the recorder.
"""

from __future__ import annotations

import gzip
import html.parser
import json
import os
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="`python build.py test` installs the demo's packages")

from starlette.testclient import TestClient  # noqa: E402

from demo_site.collector import headers  # noqa: E402
from demo_site.collector.app import Settings  # noqa: E402
from demo_site.collector.files import accepts, cache_control, media_type  # noqa: E402
from recorder.host.demo_files import static  # noqa: E402
from tests.collector.people import OWNER, PASSWORD, cheap_app, log_in  # noqa: E402
from tests.collector.served import served  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "demo_site" / "pages"
VIEWER = ROOT / "demo_site" / "collector" / "viewer"
GIVEN = Path(__file__).parent / "demo_site"
RECORDED = (
    "index.html", "shop.html", "product.html", "cart.html", "checkout.html", "rewrite.html", "bank.html", "clinic.html", "chat.html",
    "frames.html",
)  # fmt: skip
PYTHON = "python.html"
ASKS = "visitor.html"  # the page that asks for consent
OTHERS = ("glass.html", "404.html", "frames-letter.html", "frames-invoice.html")
TAG = {
    "async": None,
    "src": "velo/velo.js",
    "data-endpoint": "/collect",
    "data-preset": "strict",
    "data-consent": "not-required",
}
SITE = "http://127.0.0.1:8000"
RECORDING = "AbCdEfGhIjKlMnOpQrSt-w"
META = {"type": 4, "timestamp": 1_700_000_000_000, "data": {"href": "/shop/*", "width": 800, "height": 600}}


# --- the pages as text --------------------------------------------------------------------------


class Elements(html.parser.HTMLParser):
    """Every element of a page with its attributes, and the text inside scripts and styles."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.inline: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem and data.strip():
            self.inline.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def read_program() -> str:
    """The Python of the Python page."""
    return re.findall(r'<script type="py"[^>]*>(.*?)</script>', (PAGES / PYTHON).read_text(encoding="utf-8"), re.DOTALL)[0]


def test_the_page_in_python_is_fifteen_lines() -> None:
    lines = [line for line in read_program().splitlines() if line.strip()]
    assert len(lines) == 15


def test_these_are_all_the_pages() -> None:
    assert {page.name for page in PAGES.glob("**/*.html")} == {*RECORDED, *OTHERS, PYTHON, ASKS}


@pytest.mark.parametrize("name", RECORDED)
def test_a_recorded_page_has_the_one_tag(name: str) -> None:
    tags = [tag for tag in Elements(PAGES / name).all("script") if "velo" in str(tag.get("src"))]
    assert tags == [TAG]


def test_a_page_that_asks_has_the_same_tag_and_nobodys_consent() -> None:
    tags = [tag for tag in Elements(PAGES / ASKS).all("script") if "velo.js" in str(tag.get("src"))]
    assert tags == [{name: value for name, value in TAG.items() if name != "data-consent"}]


@pytest.mark.parametrize("name", OTHERS)
def test_the_other_pages_are_not_recorded(name: str) -> None:
    assert not [tag for tag in Elements(PAGES / name).all("script") if "velo" in str(tag.get("src"))]


@pytest.mark.parametrize("name", (*RECORDED, *OTHERS, PYTHON, ASKS))
def test_no_page_needs_inline_script_or_style(name: str) -> None:
    page = Elements(PAGES / name)
    assert page.inline == [] or (name == PYTHON and page.inline == [read_program()])
    assert all(script.get("src") for script in page.all("script") if script.get("type") != "py")
    attributes = {attribute for _tag, found in page.found for attribute in found}
    assert not [attribute for attribute in attributes if attribute == "style" or attribute.startswith("on")]


@pytest.mark.parametrize("name", (*RECORDED, *OTHERS, PYTHON, ASKS))
def test_what_a_page_names_is_there(name: str) -> None:
    linked = [
        str(found[attribute]).partition("?")[0]
        for _tag, found in Elements(PAGES / name).found
        for attribute in ("src", "href")
        if attribute in found
    ]
    ours = [path for path in linked if path and not path.startswith("#")]
    rooted = name == "404.html"  # it is shown in place of a page of any folder
    assert all(path.startswith("/") is rooted for path in ours), "relative, so that the folder may lie anywhere"
    assert len(ours) >= 1
    there = [path.removeprefix("/").removeprefix("./") for path in ours]
    built = ("velo/", "vendor/", "recordings")
    assert [path for path in there if path and not path.startswith(built) and not (PAGES / path).is_file()] == []


def test_what_needs_a_collector_is_left_out_of_the_plain_files() -> None:
    page = static((PAGES / "checkout.html").read_text(encoding="utf-8"))
    assert "recordings" not in page and "endpoint" not in page and 'src="velo/velo.js"' in page
    assert 'href="./css/base.css"' in static((PAGES / "404.html").read_text(encoding="utf-8"))


SOURCES = [path for folder in (PAGES, VIEWER) for path in sorted(folder.rglob("*")) if path.is_file()]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_file_names_another_origin(path: Path) -> None:
    found = set(re.findall(r"(?:https?:|wss?:|(?<![:\w])//)(?=[\w.-]+\.)[^\s\"'`)<]+", path.read_text("utf-8")))
    assert found <= {"http://www.w3.org/2000/svg"}


def test_the_pattern_for_other_origins_finds_them() -> None:
    pattern = r"(?:https?:|wss?:|(?<![:\w])//)(?=[\w.-]+\.)[^\s\"'`)<]+"
    assert re.findall(pattern, 'src="//cdn.example/x.js"') == ["//cdn.example/x.js"]


@pytest.mark.parametrize("name", RECORDED)
def test_every_field_has_a_label_and_every_button_a_name(name: str) -> None:
    text = (PAGES / name).read_text(encoding="utf-8")
    for field in re.findall(r"<(?:input|select|textarea)[^>]*>", text):
        labelled = re.search(rf"<label[^>]*>(?:(?!</label>).)*{re.escape(field)}", text, re.DOTALL)
        by_id = re.search(r'id="([^"]+)"', field)
        assert labelled or (by_id and f'for="{by_id[1]}"' in text), field
    assert all(words.strip() for words in re.findall(r"<button[^>]*>(.*?)</button>", text, re.DOTALL))


def test_every_mark_can_be_seen_somewhere() -> None:
    marks = {found["data-velo"] for name in RECORDED for _tag, found in Elements(PAGES / name).found if "data-velo" in found}
    assert {"allow", "mask", "exclude"} <= marks


def test_the_checkout_asks_for_what_must_not_leave() -> None:
    asked = {field.get("autocomplete") for field in Elements(PAGES / "checkout.html").all("input")}
    assert {"name", "email", "cc-number", "cc-exp", "cc-csc", "new-password"} <= asked


# --- headers and files --------------------------------------------------------------------------


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app = cheap_app(Settings(data=tmp_path / "data", dist=tmp_path / "dist"))
    plain = {"accept-encoding": "identity"}
    with TestClient(app, base_url=SITE, headers=plain) as opened:
        yield log_in(opened)


def keep(client: TestClient, *events: Any) -> None:
    sent = {"content-type": "application/x-ndjson", "content-encoding": "gzip"}
    body = gzip.compress("\n".join(map(json.dumps, events)).encode())
    assert client.put(f"/collect/{RECORDING}/0", content=body, headers=sent).status_code == 204


@pytest.mark.parametrize("path", ["/recordings", "/", "/glass.html", "/velo/velo.js", "/viewer/play.js", "/nothing"])
def test_no_page_runs_inline_scripts(client: TestClient, path: str) -> None:
    answer = client.get(path)
    directives = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
    assert directives["default-src"] == "'none'" and directives["base-uri"] == "'none'"
    assert "unsafe-inline" not in directives["script-src"] and "'unsafe-eval'" not in directives["script-src"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers and "server" not in answer.headers


def test_the_demo_proves_the_policy_that_velo_promises() -> None:
    for part in ("script-src 'self' 'wasm-unsafe-eval'", "worker-src 'self'", "connect-src 'self'", "style-src 'self'"):
        assert part in headers.policy("/checkout.html").split("; ")


def test_only_the_page_that_pyscript_runs_may_make_code_from_text() -> None:
    paths = [f"/{name}" for name in (*RECORDED, *OTHERS, PYTHON, ASKS)] + ["/velo/velo-python.js", "/recordings", "/login"]
    assert [path for path in paths if "'unsafe-eval'" in headers.policy(path)] == ["/python.html"]


def test_viewer_pages_frame_nothing_and_are_framed_by_none() -> None:
    policy = headers.policy(f"/recordings/{RECORDING}").split("; ")
    assert {"frame-src 'none'", "frame-ancestors 'none'", "script-src 'self'", "form-action 'none'"} <= set(policy)


def test_events_are_data_that_no_browser_runs(client: TestClient) -> None:
    keep(client, META)
    answer = client.get(f"/recordings/{RECORDING}/events")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "dist" / "velo"
    folder.mkdir(parents=True)
    for name in ("velo.js", "velo.mjs", "manifest.json", "worker-0a1b2c3d4e5f.js", "pyodide-3f9c2a7be1aa/pyodide.asm.wasm"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("the file itself")
    for name in ("velo.js.br", "velo.js.gz"):
        (folder / name).write_text(name)
    return folder


MEDIA_TYPES = [
    ("velo.js", "text/javascript; charset=utf-8"),
    ("velo.mjs", "text/javascript; charset=utf-8"),
    ("manifest.json", "application/json"),
    ("pyodide-3f9c2a7be1aa/pyodide.asm.wasm", "application/wasm"),
]


@pytest.mark.parametrize(("name", "expected"), MEDIA_TYPES)
def test_built_files_have_their_media_type(client: TestClient, built: Path, name: str, expected: str) -> None:
    assert client.get(f"/velo/{name}").headers["content-type"] == expected


def test_other_media_types() -> None:
    assert media_type("a/stdlib.zip") == media_type("a/b.whl") == "application/zip"
    assert media_type("a/what") == "application/octet-stream"


def test_only_names_with_a_hash_are_cached_for_good(client: TestClient, built: Path) -> None:
    for name in ("velo.js", "velo.mjs", "manifest.json"):
        assert client.get(f"/velo/{name}").headers["cache-control"] == "no-cache"
    for name in ("worker-0a1b2c3d4e5f.js", "pyodide-3f9c2a7be1aa/pyodide.asm.wasm"):
        assert "immutable" in client.get(f"/velo/{name}").headers["cache-control"]
    assert cache_control("python_stdlib.zip") == cache_control("velo-recorder.js") == "no-cache"


@pytest.mark.parametrize(
    ("accepted", "sent", "encoding"),
    [
        ("gzip, deflate, br", "velo.js.br", "br"),
        ("gzip", "velo.js.gz", "gzip"),
        ("br;q=0, gzip;q=0.5", "velo.js.gz", "gzip"),
        ("identity", "the file itself", None),
        ("", "the file itself", None),
    ],
)
def test_the_smaller_sibling_is_sent_to_who_takes_it(
    client: TestClient, built: Path, accepted: str, sent: str, encoding: str | None
) -> None:
    with client.stream("GET", "/velo/velo.js", headers={"accept-encoding": accepted}) as answer:
        assert b"".join(answer.iter_raw()) == sent.encode()
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["vary"] == "accept-encoding"


def test_a_stale_sibling_is_not_sent(client: TestClient, built: Path) -> None:
    old = (built / "velo.js").stat().st_mtime - 10
    os.utime(built / "velo.js.br", (old, old))
    with client.stream("GET", "/velo/velo.js", headers={"accept-encoding": "br"}) as answer:
        assert b"".join(answer.iter_raw()) == b"the file itself"


def test_an_unchanged_file_is_not_sent_again(client: TestClient, built: Path) -> None:
    etag = client.get("/velo/velo.mjs").headers["etag"]
    again = client.get("/velo/velo.mjs", headers={"if-none-match": etag})
    assert again.status_code == 304 and again.content == b""


def test_accept_encoding_is_read_as_the_standard_says() -> None:
    assert accepts("GZIP;q=1.0", "gzip") and accepts("a,br", "br")
    assert not accepts("brx", "br") and not accepts("br; q=0.0", "br")


@pytest.mark.parametrize("path", ["/velo/..%2f..%2fsecret", "/velo/%2e%2e/%2e%2e/secret", "/vendor/..%5c..%5csecret"])
def test_files_outside_the_folder_are_not_served(client: TestClient, tmp_path: Path, built: Path, path: str) -> None:
    (tmp_path / "secret").write_text("secretword")
    answer = client.get(path)
    assert answer.status_code == 404 and "secretword" not in answer.text


# --- in Chromium --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo, served as `python -m demo_site.collector` does, with the players that the build has made."""
    if not (ROOT / "dist" / "demo" / "vendor" / "rrweb-player.js").is_file():
        pytest.skip("the players are not built: run `python build.py`")
    with served(cheap_app(Settings(data=tmp_path_factory.mktemp("data"), dist=ROOT / "dist"))) as origin:
        yield origin


@pytest.fixture(scope="module")
def chromium(browser: Any) -> Any:
    """The browser that all tests share."""
    return browser


class Elsewhere:
    """Another origin: remembers every connection, even one that asks for nothing."""

    def __init__(self) -> None:
        self.connections = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.origin = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._accept)
        self._thread.start()

    def _accept(self) -> None:
        while True:
            connection, _address = self._socket.accept()
            connection.settimeout(1)
            try:
                first = connection.recv(4)
            except OSError:
                first = b""
            connection.close()
            if first == b"STOP":
                return
            self.connections += 1

    def close(self) -> None:
        with socket.create_connection(self._socket.getsockname()) as last:
            last.sendall(b"STOP")
        self._thread.join()
        self._socket.close()


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    opened = Elsewhere()
    yield opened
    opened.close()


def hostile(there: str) -> dict[str, list[tuple[str, dict[str, str]]]]:
    text = (GIVEN / "hostile.json").read_text(encoding="utf-8")
    parts: dict[str, list[tuple[str, dict[str, str]]]] = json.loads(text.replace("{there}", there))
    return parts


def hostile_recording(there: str) -> list[dict[str, Any]]:
    """A full snapshot of all of it, and then the same once more as changes."""
    parts, at = hostile(there), 1_700_000_000_000
    ids = iter(range(10, 1_000))

    def element(tag: str, attributes: dict[str, str], children: list[Any]) -> dict[str, Any]:
        return {"type": 2, "tagName": tag, "attributes": attributes, "childNodes": children, "id": next(ids)}

    script = element("script", {}, [{"type": 3, "textContent": "top.stranger = 'script'", "id": next(ids)}])
    words = {"type": 3, "textContent": "still here", "id": next(ids)}
    head = element("head", {}, [element(*row, []) for row in parts["head"]] + [script])
    body = element("body", {}, [words] + [element(*row, []) for row in parts["body"]])
    page = {"type": 0, "id": 1, "childNodes": [element("html", {}, [head, body])]}
    bare = [element(tag, {}, []) for tag, _attributes in parts["body"]]
    added = [{"parentId": body["id"], "nextId": None, "node": node} for node in bare]
    changed = [{"id": node["id"], "attributes": attributes} for node, (_tag, attributes) in zip(bare, parts["body"], strict=True)]
    mutation = {"source": 0, "texts": [], "removes": [], "adds": added, "attributes": changed}
    scroll = {"source": 3, "id": 1, "x": 0, "y": 0}
    ledger = {"hidden": {"<img src=x onerror=top.stranger=1>": 3, "text": "<b>four</b>"}, "rules": {"strict": 7}, "kinds": "none"}
    return [
        META,
        {"type": 2, "timestamp": at, "data": {"node": page, "initialOffset": {"left": 0, "top": 0}}},
        {"type": 3, "timestamp": at, "data": mutation},
        {"type": 5, "timestamp": at, "data": {"tag": "<img src=x onerror=alert(1)>", "payload": {}}},
        {"type": 3, "timestamp": at + 200, "data": scroll},
        {"type": 5, "timestamp": at + 200, "data": {"tag": "velo-ledger", "payload": ledger}},
    ]


@pytest.mark.browser
def test_a_hostile_recording_runs_nothing_and_reaches_nobody(site: str, chromium: Any, elsewhere: Elsewhere) -> None:
    page = chromium.new_page()
    lines = "\n".join(map(json.dumps, hostile_recording(elsewhere.origin)))
    sent = {"content-type": "application/x-ndjson", "content-encoding": "gzip"}
    body = gzip.compress(lines.encode())
    assert page.request.put(f"{site}/collect/{RECORDING}/0", data=body, headers=sent).status == 204
    page.goto(f"{site}/recordings/{RECORDING}")
    page.get_by_label("E-mail").fill(OWNER)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name="Play or pause").click()
    replayed = page.frame_locator(".replayer-wrapper iframe")
    replayed.locator("x-stranger").nth(1).wait_for(state="attached")
    assert "still here" in replayed.locator("body").first.inner_text()
    page.wait_for_timeout(500)
    assert page.evaluate("window.stranger") is None
    assert elsewhere.connections == 0
    withheld = page.get_by_role("heading", name="What was withheld").locator("..").inner_text()
    assert "<img src=x" in withheld and "strict\n7" in withheld and "four" not in withheld, "words as words, counts as counts"
    page.close()


@pytest.mark.browser
def test_the_same_page_without_the_viewer_runs_and_reaches(chromium: Any, elsewhere: Elsewhere) -> None:
    """The control: what the recording holds is hostile indeed."""
    parts = hostile(elsewhere.origin)
    markup = "".join(
        f"<{tag} {' '.join(f'{name}={json.dumps(value)}' for name, value in attributes.items())}></{tag}>"
        for tag, attributes in parts["body"][:4]
    )
    page = chromium.new_page()
    page.set_content(markup)
    page.wait_for_function("window.stranger")
    assert elsewhere.connections > 0
    page.close()


@pytest.mark.browser
def test_the_glass_shows_what_leaves_and_finds_what_did(site: str, chromium: Any) -> None:
    page = chromium.new_page()
    page.route("**/velo/velo.js", lambda route: route.fulfill(path=GIVEN / "velo.js"))
    page.goto(f"{site}/glass.html")
    replayed = page.frame_locator("#replay iframe").locator("body")
    replayed.get_by_text("Grüße from /shop.html").wait_for()
    for needle, found in (("grüße FROM", "yes"), ("seen from outside", "yes"), ("Ciao, Chiara", "no")):
        page.get_by_label("Look for it").fill(needle)
        page.locator(f"#verdict[data-found={found}]").wait_for()
    page.get_by_role("combobox").select_option("Checkout")
    replayed.get_by_text("Grüße from /checkout.html").wait_for()
    assert page.locator("#replay iframe").count() == 1
    assert page.locator("#lines .start").count() == 2
    page.close()
