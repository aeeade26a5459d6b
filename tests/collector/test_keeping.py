"""Keeping, finding and erasing, the same on both back ends: SQLite with a folder, and a real PostgreSQL with an S3.

Two copies of the collector stand on each, as behind a load balancer: what one has done, the other sees.
"""

from __future__ import annotations

import base64
import gzip
import json
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="`python build.py test` installs the demo's packages")

import sqlalchemy as sa  # noqa: E402
from starlette.testclient import TestClient  # noqa: E402

from demo_site.collector.app import Settings  # noqa: E402
from demo_site.collector.objects import pack_name  # noqa: E402
from demo_site.collector.retention import Retention, one_round  # noqa: E402
from demo_site.collector.sessions import DAY_MS  # noqa: E402
from tests.collector.people import SITE, cheap_app, log_in  # noqa: E402
from tests.collector.postgres import postgres, why_not  # noqa: E402
from tests.collector.s3 import BUCKET, Shelf, s3  # noqa: E402
from tests.collector.sealing import SEALED, new_key, sealed  # noqa: E402

AT_MS = 1_700_000_000_000
GZIPPED = {"content-type": "application/x-ndjson", "content-encoding": "gzip"}


@dataclass
class Copies:
    """Two collectors on one store, and what is in the object store."""

    here: TestClient
    there: TestClient
    app: Any
    other: Any
    objects: Any

    def move(self) -> int:
        """All that waits, however short."""
        return int(self.app.state.store.move(2**50))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    with s3() as (origin, opened), pytest.MonkeyPatch.context() as patch:
        keys = {"ENDPOINT_URL": origin, "ACCESS_KEY_ID": "x", "SECRET_ACCESS_KEY": "y", "ALLOW_HTTP": "true", "REGION": "us-east-1"}
        for name, value in keys.items():
            patch.setenv(f"AWS_{name}", value)
        yield opened


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def back_end(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Any, Any]]:
    """Two copies of the application, and what is in their object store."""
    folder = tmp_path_factory.mktemp("kept")
    settings, objects = Settings(data=folder, dist=folder), lambda: [path.name for path in (folder / "segments").rglob("*.*")]
    if request.param == "postgresql":
        if reason := why_not():
            pytest.skip(reason)
        url, opened = request.getfixturevalue("server"), request.getfixturevalue("shelf")
        settings = Settings(data=folder, dist=folder, database_url=url, objects_url=f"s3://{BUCKET}/segments")
        objects = lambda: list(opened.objects)  # noqa: E731
    apps = [cheap_app(settings), cheap_app(settings)]
    yield *apps, objects
    for app in apps:
        app.state.store.close()


@pytest.fixture
def copies(back_end: tuple[Any, Any, Any]) -> Iterator[Copies]:
    *apps, objects = back_end
    here, there = (TestClient(app, base_url=SITE) for app in apps)
    log_in(here)
    there.cookies.update(here.cookies)
    there.headers["x-velo-csrf"] = here.headers["x-velo-csrf"]
    yield Copies(here, there, *apps, objects)
    store = apps[0].state.store
    for row in store.listing():
        store.erase(row.id)
    store.forget_erased(2**60)
    with store.database.begin() as db:
        for table in ("sessions", "browsers", "trail"):
            db.execute(sa.text(f"DELETE FROM {table}"))
    assert not objects()


def name(number: int) -> str:
    return f"{number:022d}"


def meta(page: str = "/shop/*", width: int = 800, at_ms: int = AT_MS) -> dict[str, Any]:
    return {"type": 4, "timestamp": at_ms, "data": {"href": page, "width": width, "height": 600}}


def scroll(after_ms: int) -> dict[str, Any]:
    return {"type": 3, "timestamp": AT_MS + after_ms, "data": {"source": 3, "id": 1, "x": 0, "y": 5}}


def put(client: TestClient, recording: str, segment: int, *events: Any) -> int:
    body = gzip.compress(b"".join(json.dumps(event).encode() + b"\n" for event in events))
    return int(client.put(f"/collect/{recording}/{segment}", content=body, headers=GZIPPED).status_code)


def events(client: TestClient, recording: str) -> list[Any]:
    answer = client.get(f"/recordings/{recording}/events")
    return [json.loads(line) for line in answer.text.splitlines()] if answer.status_code == 200 else []


def test_one_copy_keeps_and_the_other_shows(copies: Copies) -> None:
    assert put(copies.here, name(1), 1, scroll(65_000)) == 204
    assert put(copies.there, name(1), 0, meta(width=390)) == 204
    assert put(copies.there, name(1), 1, scroll(1)) == 409
    assert events(copies.there, name(1)) == [meta(width=390), scroll(65_000)]
    listed = copies.here.get("/recordings").text
    assert "/shop/*" in listed and "1:05" in listed and "phone" in listed and "missing" not in listed


def test_who_logs_in_at_one_is_known_to_the_other_until_logged_out(copies: Copies) -> None:
    assert copies.there.get("/recordings").status_code == 200
    copies.here.post("/logout", follow_redirects=False)
    assert copies.there.get("/recordings").status_code == 401


def test_the_same_segment_from_many_at_once_is_kept_once(copies: Copies) -> None:
    clients = [copies.here, copies.there] * 4
    with ThreadPoolExecutor(len(clients)) as pool:
        statuses = list(pool.map(lambda client: put(client, name(1), 0, meta(), scroll(1)), clients))
        more = list(pool.map(lambda pair: put(pair[1], name(1), pair[0], scroll(pair[0])), enumerate(clients, 1)))
    assert sorted(statuses) == [204] + [409] * 7 and set(more) == {204}
    found = copies.app.state.store.find(name(1))
    assert (found.segments, found.events, found.missing, len(copies.objects())) == (9, 10, 0, 0)
    assert (copies.move(), len(copies.objects()), len(events(copies.there, name(1)))) == (1, 1, 10)


def test_what_is_erased_is_gone_and_stays_gone(copies: Copies) -> None:
    for recording in (name(1), name(2)):
        put(copies.here, recording, 0, meta(f"/secretword{recording}"))
    assert copies.move() == 2
    put(copies.here, name(1), 1, meta("/secretword"))
    assert copies.there.delete(f"/recordings/{name(1)}").status_code == 204
    assert put(copies.here, name(1), 2, scroll(1)) == 410
    assert events(copies.here, name(1)) == [] and len(events(copies.here, name(2))) == 1
    assert len(copies.objects()) == 1
    assert copies.app.state.store.find(name(1)) is None
    with copies.app.state.store.database.connect() as db:
        rows = [row for table in ("recordings", "segments", "bodies") for row in db.execute(sa.text(f"SELECT * FROM {table}"))]
    assert len(rows) == 3  # of the one: its mark; of the other: recording and segment
    assert f"secretword{name(2)}" in str(rows) and f"secretword{name(1)}" not in str(rows)


def test_what_is_too_old_is_erased_and_the_trail_says_so(copies: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    now_ms = copies.app.state.now_ms()
    for number, days in ((1, 31), (2, 29), (3, 40)):
        monkeypatch.setattr("demo_site.collector.store._now_ms", lambda days=days: now_ms - days * DAY_MS)
        put(copies.here, name(number), 0, meta())
    monkeypatch.undo()
    copies.move()
    assert one_round(copies.app, Retention(recordings_days=0)) == 0
    assert one_round(copies.app, Retention(recordings_days=30)) == 2
    assert [bool(events(copies.there, name(number))) for number in (1, 2, 3)] == [False, True, False]
    assert len(copies.objects()) == 1
    aged = [entry for entry in copies.app.state.trail.newest() if entry.what == "erased by age"]
    assert {entry.recording for entry in aged} == {name(1), name(3)} and aged[0].who == "retention"


def test_old_sessions_marks_and_rows_of_the_trail_go_too(copies: Copies) -> None:
    state, now_ms = copies.app.state, copies.app.state.now_ms()
    state.store.erase(name(9))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(state._state, "now_ms", lambda: now_ms + 400 * DAY_MS)
        patch.setattr(state.sessions, "_now_ms", state.now_ms)
        one_round(copies.app, Retention())
    with state.store.database.connect() as db:
        left = {table: db.scalar(sa.text(f"SELECT count(*) FROM {table}")) for table in ("recordings", "trail", "sessions", "browsers")}
    assert left == {"recordings": 0, "trail": 0, "sessions": 0, "browsers": 0}


FILTERS = [
    ("", {1, 2, 3, 4}),
    ("page=checkout", {2}),
    ("page=CHECK", {2}),
    ("page=later", {3}),
    ("page=%25", set()),
    ("page=_", set()),
    ("device=phone", {1}),
    ("device=tablet", {2}),
    ("device=computer", {3, 4}),
    ("device=fridge", {1, 2, 3, 4}),
    ("shortest=60", {3}),
    ("longest=59", {1, 2, 4}),
    ("shortest=1&longest=59", {4}),
    ("since=2023-11-15", {4}),
    ("until=2023-11-14", {1, 2, 3}),
    ("since=2023-11-14&until=2023-11-14&device=computer", {3}),
    ("since=never&until=%00&shortest=-1&longest=1e9&before=x", {1, 2, 3, 4}),
]


def test_the_list_can_be_searched(copies: Copies) -> None:
    put(copies.here, name(1), 0, meta("/shop", 390))
    put(copies.here, name(2), 0, meta("/shop/CHECKOUT", 800))
    put(copies.here, name(3), 0, meta("/shop", 1400), scroll(60_000))
    put(copies.here, name(3), 1, meta("/later", 1400))
    put(copies.here, name(4), 0, meta("/x", 1024, AT_MS + DAY_MS), meta("/x", 1024, AT_MS + DAY_MS + 2_000))
    for query, expected in FILTERS:
        shown = copies.there.get(f"/recordings?{query}").text
        assert {number for number in range(1, 5) if f'data-recording="{name(number)}"' in shown} == expected, query
        assert ("No recording fits." in shown) == (not expected), query


def test_the_list_goes_on_where_it_stopped_also_among_equals(copies: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("demo_site.collector.store.LIST_ROWS", 3)
    monkeypatch.setattr("demo_site.collector.viewer.LIST_ROWS", 3)
    monkeypatch.setattr("demo_site.collector.store._now_ms", lambda: 5_000)
    for number in range(7):
        put(copies.here, name(number), 0, meta())
    address, seen = "/recordings?page=shop", []
    while address:
        shown = copies.here.get(address).text
        seen += [part.split('"')[0] for part in shown.split('data-recording="')[1:]]
        found = shown.split('href="/recordings?before=')[1:]
        address = f"/recordings?before={found[0].split(chr(34))[0].replace('&amp;', '&')}" if found else ""
    assert sorted(seen) == [name(number) for number in range(7)]


def test_an_export_is_one_file_that_can_be_kept_again(copies: Copies) -> None:
    put(copies.here, name(1), 0, meta())
    put(copies.here, name(1), 1, scroll(7))
    answer = copies.there.get(f"/recordings/{name(1)}/export")
    assert answer.headers["content-disposition"] == f'attachment; filename="velo-{name(1)}.ndjson"'
    again = copies.here.put(f"/collect/{name(2)}/0", content=gzip.compress(answer.content), headers=GZIPPED)
    assert again.status_code == 204 and events(copies.there, name(2)) == [meta(), scroll(7)]
    deeds = [(entry.what, entry.recording) for entry in copies.app.state.trail.newest()]
    assert ("exported", name(1)) in deeds and ("read the events of", name(2)) in deeds


def test_what_is_sealed_is_kept_taken_away_and_erased_like_the_rest(copies: Copies) -> None:
    key = new_key()
    bodies = [sealed(key, name(3), segment, meta()) for segment in range(2)]
    for segment, body in enumerate(bodies):
        assert copies.here.put(f"/collect/{name(3)}/{segment}", content=body, headers=SEALED).status_code == 204
    put(copies.here, name(3), 2, scroll(7))
    told = events(copies.there, name(3))
    assert [base64.b64decode(line["sealed"]) for line in told[:2]] == bodies and told[2] == scroll(7)
    (row,) = copies.app.state.store.listing()
    assert (row.segments, row.sealed, row.events) == (3, 2, 1)
    assert (copies.move(), len(copies.objects())) == (1, 1) and events(copies.there, name(3)) == told
    copies.app.state.store.erase(name(3))
    assert not copies.objects() and events(copies.there, name(3)) == []


def test_what_has_moved_what_waits_and_what_is_large_are_read_alike(copies: Copies) -> None:
    wide = [meta(page=secrets.token_hex(80_000))]
    sent = {0: [meta()], 1: [scroll(1)], 2: wide, 3: [scroll(3)], 5: [scroll(5)]}
    for segment in (0, 1, 3):
        put(copies.here, name(1), segment, *sent[segment])
    put(copies.here, name(1), 2, *wide)
    assert len(copies.objects()) == 1, "the large one"
    assert (copies.move(), copies.move(), len(copies.objects())) == (1, 0, 2)
    put(copies.there, name(1), 5, *sent[5])
    assert events(copies.there, name(1)) == [event for segment in sorted(sent) for event in sent[segment]]
    assert [put(copies.here, name(1), segment, meta("/again")) for segment in sent] == [409] * 5
    assert (copies.move(), len(copies.objects())) == (1, 3)
    assert events(copies.here, name(1)) == [event for segment in sorted(sent) for event in sent[segment]]


def test_what_has_waited_less_stays_where_it_is(copies: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, ago_s in ((1, 301), (2, 299)):
        monkeypatch.setattr("demo_site.collector.store._now_ms", lambda ago_s=ago_s: AT_MS - ago_s * 1000)
        put(copies.here, name(number), 0, meta())
    monkeypatch.setattr("demo_site.collector.store._now_ms", lambda: AT_MS)
    put(copies.here, name(1), 1, scroll(1))
    assert (copies.app.state.store.move(), len(copies.objects())) == (1, 1)
    assert len(events(copies.here, name(1))) == 2 and len(events(copies.here, name(2))) == 1


def test_copies_that_move_at_once_lose_and_double_nothing(copies: Copies) -> None:
    for number in range(20):
        for segment in range(7):
            put(copies.here, name(number), segment, scroll(segment))
    movers = [copies.app.state.store, copies.other.state.store] * 2
    with ThreadPoolExecutor(len(movers)) as pool:
        made = sum(pool.map(lambda store: store.move(2**50), movers))
    made += copies.move()
    assert len(copies.objects()) == made, "each pack is named by somebody"
    for number in range(20):
        assert events(copies.there, name(number)) == [scroll(segment) for segment in range(7)]


def while_putting(copies: Copies, monkeypatch: pytest.MonkeyPatch, happens: Any) -> None:
    objects = copies.app.state.store._objects
    put_packs = objects.put_packs

    def put_and_more(packs: Any) -> None:
        put_packs(packs)
        happens()

    monkeypatch.setattr(objects, "put_packs", put_and_more)


def test_what_is_erased_while_it_moves_is_gone(copies: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (1, 2):
        put(copies.here, name(number), 0, meta())
    while_putting(copies, monkeypatch, lambda: copies.other.state.store.erase(name(1)))
    assert copies.move() == 0 and not copies.objects()
    monkeypatch.undo()
    assert (copies.move(), len(copies.objects()), events(copies.here, name(2))) == (1, 1, [meta()])


def test_a_copy_that_dies_while_it_moves_leaves_nothing_for_good(copies: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    def die() -> None:
        raise OSError

    put(copies.here, name(1), 0, meta())
    while_putting(copies, monkeypatch, die)
    with pytest.raises(OSError):
        copies.move()
    assert len(copies.objects()) == 1 and events(copies.there, name(1)) == [meta()], "from the database, as before"
    monkeypatch.undo()
    while_putting(copies, monkeypatch, lambda: (copies.other.state.store.erase(name(1)), put_late(copies), die()))
    with pytest.raises(OSError):
        copies.move()
    assert copies.objects(), "put when all was erased"
    monkeypatch.undo()
    one_round(copies.app, Retention())
    assert not copies.objects()


def put_late(copies: Copies) -> None:
    copies.app.state.store._objects._put([(pack_name(name(1), "000000000-ffffffff"), b"late")])


def test_a_database_of_an_older_version_is_brought_up(tmp_path: Path) -> None:
    old = sa.create_engine(f"sqlite:///{tmp_path / 'recordings.sqlite3'}")
    with old.begin() as db:
        db.execute(sa.text("CREATE TABLE recordings (id VARCHAR(22) PRIMARY KEY, received_at_ms BIGINT NOT NULL, erased_at_ms BIGINT)"))
        db.execute(
            sa.text(
                "CREATE TABLE segments (recording VARCHAR(22), segment INTEGER, body_bytes BIGINT NOT NULL, events INTEGER NOT NULL,"
                " first_ms BIGINT NOT NULL, last_ms BIGINT NOT NULL, page TEXT NOT NULL, PRIMARY KEY (recording, segment))"
            )
        )
        db.execute(sa.text(f"INSERT INTO recordings VALUES ('{name(1)}', 7, NULL), ('{name(2)}', 0, 9)"))
        db.execute(sa.text(f"INSERT INTO segments VALUES ('{name(1)}', 0, 10, 2, 5, 8, ''), ('{name(1)}', 2, 20, 3, 6, 9, '/shop')"))
    old.dispose()
    for _start in range(2):
        app = cheap_app(Settings(data=tmp_path, dist=tmp_path))
        (row,) = app.state.store.listing()
        assert (row.segments, row.missing, row.events, row.body_bytes, row.duration_ms, row.page) == (2, 1, 5, 30, 4, "/shop")
        app.state.store.close()
