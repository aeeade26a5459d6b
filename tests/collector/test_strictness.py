"""What is not rrweb events is refused with its reason; a fuzzer on the parser; answers as the OpenAPI description says."""

from __future__ import annotations

import copy
import gzip
import json
import logging
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("starlette", reason="`python build.py test` installs the demo's packages")

from starlette.routing import Mount, Route  # noqa: E402
from starlette.testclient import TestClient  # noqa: E402

from demo_site.collector import quick  # noqa: E402
from demo_site.collector.app import Settings  # noqa: E402
from demo_site.collector.buckets import Rate  # noqa: E402
from demo_site.collector.events import wrong  # noqa: E402
from demo_site.collector.limits import Limits, Refused  # noqa: E402
from demo_site.collector.logs import JsonLines  # noqa: E402
from demo_site.collector.segments import summarise, unpack  # noqa: E402
from tests.collector.people import SITE, cheap_app, log_in  # noqa: E402

ROUNDS = int(os.environ.get("VELO_FUZZ_ROUNDS", "600"))
RECORDING = "AbCdEfGhIjKlMnOpQrSt-w"
GZIPPED = {"content-type": "application/x-ndjson", "content-encoding": "gzip"}
SMALL = Limits(body_bytes=4_000, unpacked_bytes=20_000, lines=50, segments=10, recording_bytes=6_000)
NODE = {"type": 0, "id": 1, "childNodes": []}
SNAPSHOT = {"type": 2, "timestamp": 5, "data": {"node": NODE, "initialOffset": {"left": 0, "top": 0.5}}}
MUTATION = {
    "type": 3,
    "timestamp": 6,
    "data": {
        "source": 0,
        "adds": [{"parentId": 1, "nextId": None, "node": {"type": 3, "id": 4, "textContent": "x"}}],
        "removes": [{"parentId": 1, "id": 3}],
        "texts": [{"id": 4, "value": "y"}],
        "attributes": [{"id": 2, "attributes": {"class": None}}],
    },
}
META = {"type": 4, "timestamp": 1_700_000_000_000, "data": {"href": "/shop/*", "width": 800, "height": 600}}
SCROLL = {"type": 3, "timestamp": 7.5, "data": {"source": 3, "id": 1, "x": 0, "y": 5}}
CUSTOM = {"type": 5, "timestamp": 8, "data": {"tag": "velo-ledger", "payload": {}}}
EVENTS = [SNAPSHOT, MUTATION, META, SCROLL, CUSTOM, {"type": 0, "timestamp": 0, "data": {}}, {"type": 6, "timestamp": 1, "data": {"plugin": "p"}}]


def changed(event: Any, path: str, value: Any) -> Any:
    made = copy.deepcopy(event)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    at = made
    for step in steps:
        at = at[step]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return made


WRONG = [
    ("a snapshot without a node", SNAPSHOT, "data.node", ..., "data.node"),
    ("a snapshot of an element", SNAPSHOT, "data.node.type", 2, "data.node"),
    ("a snapshot without children", SNAPSHOT, "data.node.childNodes", {}, "data.node"),
    ("a snapshot without an id", SNAPSHOT, "data.node.id", "1", "data.node"),
    ("a snapshot without a place", SNAPSHOT, "data.initialOffset", ..., "data.initialOffset"),
    ("a place in words", SNAPSHOT, "data.initialOffset.left", "0", "data.initialOffset"),
    ("a change without a source", MUTATION, "data.source", ..., "data.source"),
    ("a source that nobody knows", SCROLL, "data.source", 17, "data.source"),
    ("a source that is true", SCROLL, "data.source", True, "data.source"),
    ("a source below zero", SCROLL, "data.source", -1, "data.source"),
    ("no list of adds", MUTATION, "data.adds", None, "data.adds"),
    ("an add that is a word", MUTATION, "data.adds.0", "secretword", "data.adds"),
    ("an add without a node", MUTATION, "data.adds.0.node", ..., "data.adds"),
    ("an add of a strange node", MUTATION, "data.adds.0.node.type", 6, "data.adds"),
    ("an add below nothing", MUTATION, "data.adds.0.parentId", None, "data.adds"),
    ("a removal of nothing", MUTATION, "data.removes.0.id", 1.5, "data.removes"),
    ("a text of nothing", MUTATION, "data.texts.0.id", ..., "data.texts"),
    ("attributes in a list", MUTATION, "data.attributes.0.attributes", [], "data.attributes"),
    ("a page without an address", META, "data.href", 5, "data.href"),
    ("a page without a width", META, "data.width", ..., "data.width"),
    ("a page of endless height", META, "data.height", 10**7, "data.width and data.height"),
    ("a custom event without a name", CUSTOM, "data.tag", None, "data.tag"),
]


@pytest.mark.parametrize(("event", "path", "value", "field"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_no_player_could_play_is_refused_with_the_field(event: Any, path: str, value: Any, field: str) -> None:
    lines = [META, changed(event, path, value)]
    with pytest.raises(Refused) as refusal:
        summarise(b"\n".join(json.dumps(line).encode() for line in lines), SMALL)
    assert refusal.value.status == 422 and refusal.value.reason.startswith(f"line 2: {field} ")
    assert "secretword" not in refusal.value.reason


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: str(event["type"]))
def test_events_of_each_type_are_kept(event: Any) -> None:
    assert wrong(event) is None


# --- the fuzzer -----------------------------------------------------------------------------------

VALUES: list[Any] = [None, True, -1, 0, 1, 2**53, 10**400, 1e308, -0.0, "", "x" * 400, "\ud800", "\x00", [], {}, [[]], {"": {}}, [None]]


def mutated(dice: random.Random, event: Any) -> Any:
    """The event with something in it replaced, removed or added."""
    made = copy.deepcopy(event)
    at: Any = made
    while True:
        steps = list(at) if isinstance(at, dict) else list(range(len(at)))
        if not steps:
            return made
        step = dice.choice(steps)
        if isinstance(at[step], (dict, list)) and at[step] and dice.random() < 0.7:
            at = at[step]
            continue
        if dice.random() < 0.25:
            del at[step]
        else:
            at[step] = dice.choice(VALUES)
        return made


def damaged(dice: random.Random, body: bytes) -> bytes:
    bent = bytearray(body)
    for _ in range(dice.randrange(1, 5)):
        match dice.randrange(4):
            case 0 if bent:
                bent[dice.randrange(len(bent))] = dice.randrange(256)
            case 1:
                at = dice.randrange(len(bent) + 1)
                del bent[at : at + dice.randrange(1, 9)]
            case 2:
                bent[dice.randrange(len(bent) + 1) : 0] = dice.randbytes(dice.randrange(1, 9))
            case _:
                bent += bent[dice.randrange(len(bent) + 1) :]
    return bytes(bent)


def test_whatever_comes_is_summed_up_or_refused() -> None:
    """`VELO_FUZZ_ROUNDS` for more. Nothing else is raised, and what is kept can be listed and played."""
    dice = random.Random(6)
    kept = refused = 0
    for _round in range(ROUNDS):
        events = [mutated(dice, dice.choice(EVENTS)) if dice.random() < 0.5 else dice.choice(EVENTS) for _ in range(dice.randrange(1, 5))]
        ndjson = "\n".join(map(json.dumps, events)).encode()
        if dice.random() < 0.3:
            ndjson = damaged(dice, ndjson)
        body = gzip.compress(ndjson, 1)
        if dice.random() < 0.2:
            body = damaged(dice, body)
        try:
            summary = summarise(unpack(body, SMALL), SMALL)
        except Refused as refusal:
            assert refusal.status in (400, 413, 422) and len(refusal.reason) < 100 and refusal.reason.isascii()
            refused += 1
            continue
        kept += 1
        assert 0 <= summary.first_ms <= summary.last_ms and 0 <= summary.width <= 1_000_000
        summary.page.encode()
    assert kept > ROUNDS / 10 and refused > ROUNDS / 10, "both happen, or nothing was tried"


def test_the_quick_reader_takes_what_the_thorough_one_takes_and_nothing_else() -> None:
    """But for what only the thorough one can read, such as half a surrogate: it is asked then."""
    dice = random.Random(9)
    taken = left = 0
    for _round in range(ROUNDS):
        line = json.dumps(mutated(dice, dice.choice(EVENTS))).encode()
        if dice.random() < 0.2:
            line = damaged(dice, line)
        found = quick.read([line])
        try:
            event = json.loads(line.decode(), parse_constant=lambda _name: 1 / 0)
            right = wrong(event) is None
        except (ValueError, ZeroDivisionError):
            right, event = False, None
        if found is None:
            left += right
            continue
        taken += 1
        assert right or b"-0.0" in line or not _is_text(line), line
        assert event is None or found[0].timestamp == event["timestamp"]
    assert taken > ROUNDS / 10 and left < taken / 5


def _is_text(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_the_quick_reader_takes_every_type_at_all() -> None:
    for event in EVENTS:
        assert quick.read([json.dumps(event).encode()]) is not None, event["type"]


# --- the OpenAPI description ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("described")
    limits = Limits(segments=100_000, client=Rate(10**6, 10**6), total=Rate(10**6, 10**6))
    yield log_in(TestClient(cheap_app(Settings(data=folder, dist=folder, limits=limits)), base_url=SITE, follow_redirects=False))


@pytest.fixture(scope="module")
def described(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def operations(described: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    verbs = ("get", "put", "post", "delete")
    return [(verb.upper(), path, item[verb]) for path, item in described["paths"].items() for verb in verbs if verb in item]


def test_the_description_and_the_application_name_the_same_routes(client: TestClient, described: dict[str, Any]) -> None:
    there = set()
    for route in client.app.routes:  # type: ignore[attr-defined]
        inside = list(route.routes) if isinstance(route, Mount) else [route]
        before = route.path if isinstance(route, Mount) else ""
        there |= {(verb, before + one.path) for one in inside if isinstance(one, Route) for verb in one.methods or ()}
    told = {(verb, path) for verb, path, _operation in operations(described)}
    assert told <= there
    of_pages = re.compile(r"/(login|logout|account|trail|recordings/?$|recordings/file$)|/recordings/\{recording\}$")
    untold = {(verb, path) for verb, path in there - told if verb != "HEAD"}
    assert not [route for route in untold if not of_pages.match(route[1])], "what programs may ask is described"


LINE = st.sampled_from(EVENTS) | st.fixed_dictionaries(
    {"type": st.integers(-1, 7), "timestamp": st.integers(-1, 10**16), "data": st.dictionaries(st.text(max_size=5), st.integers(), max_size=2)}
)
BODY = st.lists(LINE, max_size=3).map(lambda lines: "\n".join(map(json.dumps, lines)).encode())
SENT = st.fixed_dictionaries(
    {
        "recording": st.just(RECORDING) | st.from_regex(r"\A[A-Za-z0-9_-]{22}\Z") | st.text("abAB01-_~ü/.% \n", min_size=1, max_size=24),
        "segment": st.integers(-1, 100_001).map(str) | st.text("01x-. ", min_size=1, max_size=4),
        "body": BODY.map(gzip.compress) | st.binary(max_size=40),
        "type": st.sampled_from(["application/x-ndjson", "application/x-ndjson", "application/vnd.velo.sealed", "text/plain"]),
        "encoding": st.sampled_from(["gzip", "gzip", "br"]),
    }
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(sent=SENT, pick=st.integers(0, 50), token=st.booleans())
def test_answers_are_those_of_the_description(
    client: TestClient, described: dict[str, Any], sent: dict[str, Any], pick: int, token: bool
) -> None:
    from urllib.parse import quote

    chosen = operations(described)
    verb, path, operation = chosen[pick % len(chosen)]
    address = path.replace("{recording}", quote(sent["recording"], safe="")).replace("{segment}", quote(sent["segment"], safe=""))
    headers = {"content-type": sent["type"], "content-encoding": sent["encoding"], **({} if token else {"x-velo-csrf": ""})}
    content = sent["body"] if verb == "PUT" else None
    answer = client.request(verb, address, content=content, headers=headers if content is not None or not token else {})
    assert answer.status_code < 500
    if any(part in address for part in ("/.", "%2F", "%0A")):
        return  # a name with these reaches another route, or none
    assert str(answer.status_code) in operation["responses"], (verb, path, answer.status_code)
    if answer.status_code == 200:
        wanted = list(operation["responses"]["200"].get("content", {}))
        assert not wanted or answer.headers["content-type"].partition(";")[0] in wanted
    elif answer.status_code >= 400:
        assert answer.headers["content-type"].startswith("text/plain") and answer.text.count("\n") == 1


# --- rates, health, figures, logs -----------------------------------------------------------------


def opened(folder: Path, host: str = "203.0.113.7", **changed: Any) -> TestClient:
    return TestClient(cheap_app(Settings(data=folder, dist=folder, **changed)), base_url=SITE, client=(host, 1))


def put(client: TestClient, segment: int, content: bytes | None = None) -> Any:
    return client.put(f"/collect/{RECORDING}/{segment}", content=content or gzip.compress(json.dumps(META).encode()), headers=GZIPPED)


def test_one_client_cannot_send_more_than_its_share(tmp_path: Path) -> None:
    client = opened(tmp_path, limits=Limits(client=Rate(burst=3, per_s=0.01)))
    answers = [put(client, number) for number in range(5)]
    assert [answer.status_code for answer in answers] == [204, 204, 204, 429, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 100
    assert client.delete(f"/collect/{RECORDING}").status_code == 429
    other = TestClient(client.app, base_url=SITE, client=("203.0.113.8", 1))
    assert put(other, 3).status_code == 204, "another one may"


def test_all_together_have_a_limit_too(tmp_path: Path) -> None:
    client = opened(tmp_path, limits=Limits(total=Rate(burst=2, per_s=0.01)))
    clients = [TestClient(client.app, base_url=SITE, client=(f"203.0.113.{number}", 1)) for number in range(3)]
    assert [put(one, number).status_code for number, one in enumerate(clients)] == [204, 204, 429]


def test_health_says_when_the_database_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy.exc import OperationalError

    client = opened(tmp_path)
    assert client.get("/healthz").status_code == 200

    def gone() -> None:
        raise OperationalError("secretword", None, Exception("secretword"))

    monkeypatch.setattr(client.app.state.store, "answers", gone)
    answer = client.get("/healthz")
    assert answer.status_code == 503 and "secretword" not in answer.text


def test_figures_are_for_owners_and_for_who_has_the_token(tmp_path: Path) -> None:
    client = opened(tmp_path, metrics_token="a token of the scraper's")
    put(client, 0)
    put(client, 0)
    put(client, 1, b"not gzip")
    client.post("/login", data={"email": "x", "password": "y"})
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"authorization": "Bearer wrong"}).status_code == 401
    shown = client.get("/metrics", headers={"authorization": "Bearer a token of the scraper's"}).text
    for line in (
        'velo_segments_total{outcome="kept"} 1.0',
        'velo_segments_total{outcome="already there"} 1.0',
        'velo_segments_refused_total{status="400"} 1.0',
        'velo_logins_total{outcome="refused"} 1.0',
        "velo_segment_seconds_count 2.0",
    ):
        assert line in shown
    assert RECORDING not in shown and "203.0.113" not in shown
    assert log_in(client).get("/metrics").text.startswith("# HELP")
    assert opened(tmp_path / "b", metrics_token=None).get("/metrics", headers={"authorization": "Bearer "}).status_code == 401


def test_a_log_line_is_one_object_and_quotes_nothing(tmp_path: Path) -> None:
    lines: list[dict[str, Any]] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(json.loads(JsonLines().format(record)))

    log, kept = logging.getLogger("velo.collector"), Kept()
    level = log.level
    log.addHandler(kept)
    log.setLevel(logging.INFO)
    try:
        put(opened(tmp_path), 0, gzip.compress(b'{"secretword"'))
        try:
            raise ValueError("secretword")
        except ValueError:
            log.exception("it broke")
    finally:
        log.removeHandler(kept)
        log.setLevel(level)
    refusal, error = lines
    assert (refusal["says"], refusal["status"], refusal["reason"]) == ("segment refused", 422, "line 1: not JSON")
    assert error["error"] == "ValueError" and error["level"] == "error" and len(error["at_lines"]) == 1
    assert not {"secretword", "203.0.113.7", RECORDING} & set(re.findall(r"[\w.-]+", json.dumps(lines)))
