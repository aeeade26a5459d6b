"""The collector keeps what the contract (section 5) lets it keep, once, and nothing else.

Every answer of `PUT` and `DELETE` has a row here; hostile bodies come from Hypothesis. Nothing leaves the
process: the application is driven through Starlette's test client.
"""

from __future__ import annotations

import gzip
import json
import logging
import os
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("starlette", reason="`python build.py test` installs the demo's packages")

from starlette.testclient import TestClient  # noqa: E402

from demo_site.collector import store  # noqa: E402
from demo_site.collector.__main__ import is_loopback, main  # noqa: E402
from demo_site.collector.app import Settings  # noqa: E402
from demo_site.collector.limits import Limits, Refused  # noqa: E402
from demo_site.collector.segments import summarise, unpack  # noqa: E402
from tests.collector.people import cheap_app, log_in  # noqa: E402

SITE = "http://127.0.0.1:8000"
RECORDING = "AbCdEfGhIjKlMnOpQrSt-w"
SENDER = ("203.0.113.77", 50_000)
GZIPPED = {"content-type": "application/x-ndjson", "content-encoding": "gzip"}
SMALL = Limits(body_bytes=4_000, unpacked_bytes=20_000, lines=50, segments=10, recording_bytes=6_000)

META = {"type": 4, "timestamp": 1_700_000_000_000, "data": {"href": "/shop/*", "width": 800, "height": 600}}
SNAPSHOT = {
    "type": 2,
    "timestamp": 1_700_000_000_010,
    "data": {"node": {"type": 0, "childNodes": [], "id": 1}, "initialOffset": {"left": 0, "top": 0}},
}
SCROLL = {"type": 3, "timestamp": 1_700_000_061_010, "data": {"source": 3, "id": 1, "x": 0, "y": 5}}


def ndjson(*events: Any) -> bytes:
    return b"".join(json.dumps(event).encode() + b"\n" for event in events)


def body(*events: Any) -> bytes:
    return gzip.compress(ndjson(*events), mtime=0)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with open_client(tmp_path) as opened:
        yield opened


def open_client(folder: Path, **changed: Any) -> TestClient:
    options = {"limits": SMALL, "dist": folder / "dist", "data": folder / "data", **changed}
    return log_in(TestClient(cheap_app(Settings(**options)), base_url=SITE, client=SENDER))


def put(client: TestClient, name: str, content: bytes, **changed: str | None) -> Any:
    sent = {**GZIPPED, **{key.replace("_", "-"): value for key, value in changed.items()}}
    return client.put(
        f"/collect/{name}",
        content=content,
        headers={key: value for key, value in sent.items() if value is not None},
    )


# --- kept -----------------------------------------------------------------------------------------


def test_what_is_kept_comes_back_in_order_and_byte_for_byte(client: TestClient) -> None:
    assert put(client, f"{RECORDING}/1", body(SCROLL)).status_code == 204
    assert put(client, f"{RECORDING}/0", body(META, SNAPSHOT)).status_code == 204
    answer = client.get(f"/recordings/{RECORDING}/events")
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    assert answer.content == ndjson(META, SNAPSHOT, SCROLL)


def test_segments_without_a_last_newline_are_not_glued_together(client: TestClient) -> None:
    put(client, f"{RECORDING}/0", gzip.compress(ndjson(META).rstrip(b"\n")))
    put(client, f"{RECORDING}/1", gzip.compress(ndjson(SCROLL).rstrip(b"\n")))
    assert client.get(f"/recordings/{RECORDING}/events").content == ndjson(META, SCROLL)


def test_the_same_segment_twice_keeps_the_first(client: TestClient) -> None:
    assert put(client, f"{RECORDING}/0", body(META)).status_code == 204
    again = put(client, f"{RECORDING}/0", body(SCROLL))
    assert again.status_code == 409
    assert client.get(f"/recordings/{RECORDING}/events").content == ndjson(META)


def test_a_kept_answer_has_no_body_and_no_cookie(client: TestClient) -> None:
    answer = put(client, f"{RECORDING}/0", body(META))
    assert answer.content == b"" and "set-cookie" not in answer.headers


def test_a_content_type_may_name_its_charset(client: TestClient) -> None:
    answer = put(client, f"{RECORDING}/0", body(META), content_type="Application/X-NDJSON; charset=utf-8")
    assert answer.status_code == 204


def test_ids_that_differ_in_letter_case_only_do_not_share_a_folder(client: TestClient, tmp_path: Path) -> None:
    put(client, f"{RECORDING}/0", body(META))
    put(client, f"{RECORDING.swapcase()}/0", body(SCROLL))
    client.app.state.store.move(2**50)  # type: ignore[attr-defined]
    folders = [folder.name for folder in (tmp_path / "data" / "segments").iterdir()]
    assert len({name.casefold() for name in folders}) == 2


# --- refused --------------------------------------------------------------------------------------

REFUSED_BODIES = [
    ("not gzip at all", b"plainly not gzip", 400),
    ("nothing", b"", 400),
    ("gzip cut off", body(META)[:-9], 400),
    ("gzip with a wrong checksum", body(META)[:-8] + b"\0" * 8, 400),
    ("zlib instead of gzip", zlib.compress(ndjson(META)), 400),
    ("two gzip members", body(META) + body(SCROLL), 400),
    ("something after the gzip", body(META) + b"tail", 400),
    ("no line", gzip.compress(b""), 422),
    ("an empty line in between", gzip.compress(ndjson(META) + b"\n" + ndjson(SCROLL)), 422),
    ("a line that is not JSON", gzip.compress(ndjson(META) + b"{secretword}\n"), 422),
    ("a line that is not UTF-8", gzip.compress(b'{"type":4,"secretword":"\xff"}\n'), 422),
    ("a list", body([META]), 422),
    ("a string", body("secretword"), 422),
    ("no type", body({"timestamp": 1, "data": {}}), 422),
    ("type 7", body({**META, "type": 7}), 422),
    ("type -1", body({**META, "type": -1}), 422),
    ("type true", body({**META, "type": True}), 422),
    ("type 4.0", body({**META, "type": 4.0}), 422),
    ("type in a string", body({**META, "type": "4"}), 422),
    ("no timestamp", body({"type": 4, "data": {}}), 422),
    ("timestamp true", body({**META, "timestamp": True}), 422),
    ("timestamp in a string", body({**META, "timestamp": "1"}), 422),
    ("timestamp below zero", body({**META, "timestamp": -1}), 422),
    ("timestamp past the year 9999", body({**META, "timestamp": 10**16}), 422),
    ("timestamp NaN", gzip.compress(b'{"type":4,"timestamp":NaN,"data":{}}\n'), 422),
    ("timestamp beyond any number", gzip.compress(b'{"type":4,"timestamp":1e999,"data":{}}\n'), 422),
    (
        "a number of 5,000 digits",
        gzip.compress(b'{"type":4,"timestamp":' + b"9" * 5_000 + b',"data":{}}\n'),
        422,
    ),
    ("NaN inside the data", gzip.compress(b'{"type":4,"timestamp":1,"data":{"a":NaN}}\n'), 422),
    ("no data", body({"type": 4, "timestamp": 1}), 422),
    ("data that is a string", body({**META, "data": "secretword"}), 422),
    ("nested beyond reason", gzip.compress(b'{"type":4,"timestamp":1,"data":' + b"[" * 9_000), 422),
    ("too many lines", body(*[SCROLL] * (SMALL.lines + 1)), 413),
    ("too many bytes", os.urandom(SMALL.body_bytes + 1), 413),
]


@pytest.mark.parametrize(("content", "status"), [row[1:] for row in REFUSED_BODIES], ids=[row[0] for row in REFUSED_BODIES])
def test_a_body_is_refused_whole(client: TestClient, content: bytes, status: int) -> None:
    answer = put(client, f"{RECORDING}/0", content)
    assert answer.status_code == status
    assert client.get(f"/recordings/{RECORDING}/events").status_code == 404


@pytest.mark.parametrize("content", [row[1] for row in REFUSED_BODIES], ids=[row[0] for row in REFUSED_BODIES])
def test_a_refusal_says_why_in_one_line_and_quotes_nothing(client: TestClient, content: bytes) -> None:
    answer = put(client, f"{RECORDING}/0", content)
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text.count("\n") == 1 and 5 < len(answer.text) < 90
    assert "secretword" not in answer.text


def test_as_many_lines_and_bytes_as_the_limits_say_are_kept(client: TestClient) -> None:
    assert put(client, f"{RECORDING}/0", body(*[SCROLL] * SMALL.lines)).status_code == 204


def test_a_bomb_is_refused_without_being_unpacked() -> None:
    """100 MiB of blanks in about 100 kB: what is unpacked stays within a byte of the limit."""
    bomb = gzip.compress(b" " * (100 * 1024 * 1024), 9)
    limits = replace(SMALL, body_bytes=len(bomb), unpacked_bytes=1_000_000)
    with pytest.raises(Refused) as refusal:
        unpack(bomb, limits)
    assert refusal.value.status == 413
    enough = replace(limits, unpacked_bytes=101 * 1024 * 1024)
    assert len(unpack(bomb, enough)) == 100 * 1024 * 1024, "the control: with room it does unpack"


REFUSED_FORMS = [
    ("no content type", {"content_type": None}),
    ("JSON", {"content_type": "application/json"}),
    ("text", {"content_type": "text/plain; a=application/x-ndjson"}),
    ("no content encoding", {"content_encoding": None}),
    ("brotli", {"content_encoding": "br"}),
    ("gzip twice", {"content_encoding": "gzip, gzip"}),
]


@pytest.mark.parametrize("changed", [row[1] for row in REFUSED_FORMS], ids=[row[0] for row in REFUSED_FORMS])
def test_another_form_is_415(client: TestClient, changed: dict[str, str | None]) -> None:
    assert put(client, f"{RECORDING}/0", body(META), **changed).status_code == 415


REFUSED_NAMES = [
    ("a recording that is too short", "abc/0", 422),
    ("a recording that is too long", RECORDING + "A/0", 422),
    ("a recording with other letters", "AbCdEfGhIjKlMnOpQrSt+w/0", 422),
    ("a recording with a line end", RECORDING[:-1] + "%0A/0", 404),
    ("a recording in other digits", RECORDING[:-1] + "%D9%A3/0", 422),
    ("dots for a recording", "%2e%2e%2e%2e%2e%2e%2e%2e%2e%2e%2e%2e%2e%2e%2e%2e%2e%2e%2e%2e%2e%2e/0", 422),
    ("a slash in the recording", f"..%2F{RECORDING}/0", 404),
    ("a step up", f"{RECORDING}/%2e%2e/0", 404),
    ("a segment that is a name", f"{RECORDING}/first", 422),
    ("a negative segment", f"{RECORDING}/-1", 422),
    ("a leading zero", f"{RECORDING}/00", 422),
    ("a sign", f"{RECORDING}/+1", 422),
    ("another kind of digit", f"{RECORDING}/%D9%A3", 422),
    ("a line end after the number", f"{RECORDING}/1%0A", 404),
    ("a fraction", f"{RECORDING}/1.0", 422),
    ("a backslash", f"{RECORDING}/..%5C1", 422),
    ("a NUL", f"{RECORDING}/1%00", 422),
    ("a segment past the limit", f"{RECORDING}/{SMALL.segments}", 413),
    ("no segment", RECORDING, 405),
]


@pytest.mark.parametrize(("name", "status"), [row[1:] for row in REFUSED_NAMES], ids=[row[0] for row in REFUSED_NAMES])
def test_a_name_has_one_form_only(client: TestClient, tmp_path: Path, name: str, status: int) -> None:
    assert put(client, name, body(META)).status_code == status
    assert not [path for path in tmp_path.rglob("*") if path.suffix == ".gz"]


def test_a_recording_that_is_full_takes_no_more(client: TestClient) -> None:
    noise = {**SCROLL, "data": {"source": 3, "noise": os.urandom(1_400).hex()}}
    statuses = [put(client, f"{RECORDING}/{number}", body(noise)).status_code for number in range(5)]
    assert statuses[0] == 204 and statuses[-1] == 413
    assert put(client, f"{RECORDING}/0", body(noise)).status_code == 409, "what is there is still there"


def test_a_failing_store_is_503_and_the_log_quotes_nothing(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError("secretword")

    monkeypatch.setattr("demo_site.collector.bulk.new_bodies", fail)
    answer = put(client, f"{RECORDING}/0", body(META))
    assert answer.status_code == 503
    assert "OSError" in caplog.text and "secretword" not in caplog.text + answer.text
    monkeypatch.undo()
    assert put(client, f"{RECORDING}/0", body(META)).status_code == 204, "nothing half-kept stands in the way"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda x: st.lists(x) | st.dictionaries(st.text(), x),
)
ALMOST_EVENTS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.integers(-1, 8) | JSON,
        "timestamp": st.integers() | st.floats() | JSON,
        "data": st.dictionaries(st.sampled_from(["href", "source", "a"]), JSON) | JSON,
    },
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(lines=st.lists(ALMOST_EVENTS.map(lambda event: json.dumps(event).encode()) | st.binary(), max_size=4))
def test_a_hostile_body_is_summed_up_or_refused(lines: list[bytes]) -> None:
    """Whatever it is: a summary that the list can show, or a refusal that quotes none of it."""
    try:
        summary = summarise(b"\n".join(lines), SMALL)
    except Refused as refusal:
        assert refusal.status in (413, 422) and len(refusal.reason) < 80
        return
    assert summary.events >= 1
    assert 0 <= summary.first_ms <= summary.last_ms < 253_402_300_800_000
    assert len(summary.page) <= 300
    assert not {unicodedata.category(letter) for letter in summary.page} & {"Cc", "Cs"}


@settings(deadline=None)
@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda tail: gzip.compress(b"x", mtime=0)[:10] + tail))
def test_hostile_gzip_is_refused_or_small(content: bytes) -> None:
    try:
        assert len(unpack(content, SMALL)) <= SMALL.unpacked_bytes
    except Refused as refusal:
        assert refusal.status in (400, 413)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=15)
@given(page=st.text(max_size=40))
def test_any_page_address_is_shown_as_text(tmp_path_factory: pytest.TempPathFactory, page: str) -> None:
    meta = {**META, "data": {**META["data"], "href": f"<script>{page}"}}
    with open_client(tmp_path_factory.mktemp("collector")) as client:
        assert put(client, f"{RECORDING}/0", body(meta)).status_code == 204
        listed = client.get("/recordings")
        played = client.get(f"/recordings/{RECORDING}")
    assert listed.status_code == played.status_code == 200
    for shown in (listed.text, played.text):
        assert "&lt;script&gt;" in shown and shown.count("<script") == 1


# --- erased ---------------------------------------------------------------------------------------


def files_with(folder: Path, content: bytes) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and content in path.read_bytes()]


def test_erasing_leaves_nothing_of_it(tmp_path: Path) -> None:
    marked = {**META, "data": {**META["data"], "href": "/secretword/*"}}
    with open_client(tmp_path) as client:
        put(client, f"{RECORDING}/0", body(marked, SNAPSHOT))
        put(client, f"{RECORDING}/1", body(SCROLL))
        put(client, f"{RECORDING[::-1]}/0", body(META))
        assert "/secretword/*" in client.get("/recordings").text
        assert client.delete(f"/collect/{RECORDING}").status_code == 204
        assert "/secretword/*" not in client.get("/recordings").text
        assert client.get(f"/recordings/{RECORDING}/events").status_code == 404
        assert client.get(f"/recordings/{RECORDING[::-1]}/events").content == ndjson(META), "the other one stays"
    assert not files_with(tmp_path, b"secretword"), "SQLite overwrites what it deletes"


def test_a_segment_that_was_under_way_does_not_bring_it_back(client: TestClient) -> None:
    put(client, f"{RECORDING}/0", body(META))
    assert client.delete(f"/collect/{RECORDING}").status_code == 204
    assert put(client, f"{RECORDING}/1", body(SCROLL)).status_code == 410
    assert client.get("/recordings").text.count("data-recording") == 0


def test_erasing_twice_or_what_was_never_there_is_fine(client: TestClient) -> None:
    assert client.delete(f"/collect/{RECORDING}").status_code == 204
    assert client.delete(f"/collect/{RECORDING}").status_code == 204
    assert client.delete("/collect/short").status_code == 422


def test_erasing_also_takes_an_object_whose_row_was_never_written(client: TestClient, tmp_path: Path) -> None:
    """What a crash between the object and its row leaves behind."""
    put(client, f"{RECORDING}/0", body(META))
    client.app.state.store.move(2**50)  # type: ignore[attr-defined]
    kept = next((tmp_path / "data" / "segments").rglob("*.pack"))
    kept.with_name("000000007.ndjson.gz").write_bytes(kept.read_bytes())
    client.delete(f"/collect/{RECORDING}")
    assert not [path for path in (tmp_path / "data" / "segments").rglob("*") if path.is_file()]


def test_the_viewer_erases_too(client: TestClient) -> None:
    put(client, f"{RECORDING}/0", body(META))
    assert client.delete(f"/recordings/{RECORDING}").status_code == 204
    assert client.get(f"/recordings/{RECORDING}").status_code == 404


# --- who may ask, and who asked -------------------------------------------------------------------


def preflight(client: TestClient, origin: str, path: str = f"/collect/{RECORDING}/0", method: str = "PUT") -> Any:
    asked = {
        "origin": origin,
        "access-control-request-method": method,
        "access-control-request-headers": "content-encoding,content-type",
    }
    return client.options(path, headers=asked)


def test_no_other_origin_may_send_unless_it_was_named(tmp_path: Path) -> None:
    with open_client(tmp_path, allow_origins=("https://shop.example",)) as client:
        named = preflight(client, "https://shop.example")
        assert named.status_code == 200
        assert named.headers["access-control-allow-origin"] == "https://shop.example"
        assert "access-control-allow-credentials" not in named.headers
        assert "access-control-allow-origin" not in preflight(client, "https://other.example").headers
        assert "access-control-allow-origin" not in preflight(client, "null").headers


def test_by_default_no_other_origin_may_send(client: TestClient) -> None:
    assert "access-control-allow-origin" not in preflight(client, "https://shop.example").headers


def test_recordings_are_never_open_to_other_origins(tmp_path: Path) -> None:
    with open_client(tmp_path, allow_origins=("https://shop.example",)) as client:
        put(client, f"{RECORDING}/0", body(META))
        for path in ("/recordings", f"/recordings/{RECORDING}", f"/recordings/{RECORDING}/events"):
            answer = client.get(path, headers={"origin": "https://shop.example"})
            assert answer.status_code == 200
            assert "access-control-allow-origin" not in answer.headers
        refused = preflight(client, "https://shop.example", f"/recordings/{RECORDING}", "DELETE")
        assert "access-control-allow-origin" not in refused.headers


@pytest.mark.parametrize("host", ["shop.example", "127.0.0.1.shop.example", "10.0.0.7:8000", "", "localhost.evil"])
def test_other_hosts_are_refused(client: TestClient, host: str) -> None:
    """A page elsewhere whose name was made to point here (DNS rebinding) gets nothing."""
    assert client.get("/recordings", headers={"host": host}).status_code == 400
    assert put(client, f"{RECORDING}/0", body(META), host=host).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "LOCALHOST"])
def test_this_machine_is_served(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).text == "ok\n"


def test_the_viewer_is_not_served_through_a_proxy(client: TestClient) -> None:
    assert client.get("/recordings").status_code == 200
    assert client.get("/recordings", headers={"x-forwarded-for": "198.51.100.4"}).status_code == 403


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.7", "shop.example", ""])
def test_it_does_not_start_on_another_address(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--host", host]) == 2
    assert "loopback" in capsys.readouterr().err


def test_loopback_has_many_spellings() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.8.8.8", "::1", "localhost")))


def test_where_a_recording_came_from_is_nowhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with open_client(tmp_path) as client:
        put(
            client,
            f"{RECORDING}/0",
            body(META),
            user_agent="secretagent/1.0",
            referer="https://secret.example/",
        )
        client.get(f"/recordings/{RECORDING}")
    for trace in (SENDER[0], "secretagent", "secret.example"):
        assert not files_with(tmp_path, trace.encode())
        ours = [record.getMessage() for record in caplog.records if not record.name.startswith("http")]
        assert not [message for message in ours if trace in message]
    assert files_with(tmp_path, RECORDING.encode()), "the control: what is kept can be found this way"


# --- the viewer -----------------------------------------------------------------------------------


def test_the_list_says_what_there_is(client: TestClient) -> None:
    put(client, f"{RECORDING}/0", body(META, SNAPSHOT))
    put(client, f"{RECORDING}/2", body(SCROLL))
    listed = client.get("/recordings").text
    assert f'href="/recordings/{RECORDING}"' in listed and f'data-erase="{RECORDING}"' in listed
    assert "/shop/*" in listed and "1:01" in listed and "2023-11-14 22:13:20 UTC" in listed
    assert "1 missing" in listed


def test_an_empty_list_says_so(client: TestClient) -> None:
    assert "Nothing recorded yet" in client.get("/recordings").text


def test_a_long_list_has_pages(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LIST_ROWS", 2)
    monkeypatch.setattr("demo_site.collector.viewer.LIST_ROWS", 2)
    clock = iter(range(1_000, 9_000))
    monkeypatch.setattr(store, "_now_ms", lambda: next(clock))
    for letter in "abc":
        put(client, f"{letter * 22}/0", body(META))
    first = client.get("/recordings").text
    assert "c" * 22 in first and "b" * 22 in first and "a" * 22 not in first
    older = first.split('href="/recordings?')[1].split('"')[0]
    second = client.get(f"/recordings?{older}").text
    assert "a" * 22 in second and "b" * 22 not in second


@pytest.mark.parametrize("before", ["x", "-1", "٣", "1" * 400, "1;drop"])
def test_nonsense_for_a_page_is_the_first_page(client: TestClient, before: str) -> None:
    put(client, f"{RECORDING}/0", body(META))
    assert RECORDING in client.get("/recordings", params={"before": before}).text


@pytest.mark.parametrize("path", ["/recordings/", "/recordings/short", f"/recordings/{RECORDING}", "/recordings/short/events"])
def test_what_is_not_there_is_404(client: TestClient, path: str) -> None:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == (200 if path == "/recordings/" else 404)
