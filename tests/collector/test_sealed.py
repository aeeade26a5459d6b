"""Sealed segments at the collector: kept unread, refused where they cannot be one, opened by whoever has the key; and the keys."""

from __future__ import annotations

import base64
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("starlette", reason="`python build.py test` installs the demo's packages")

from cryptography.hazmat.primitives.asymmetric import ec  # noqa: E402
from starlette.testclient import TestClient  # noqa: E402

from demo_site.collector import envelope  # noqa: E402
from demo_site.collector.app import Settings  # noqa: E402
from demo_site.collector.limits import Limits, Refused  # noqa: E402
from recorder.host import keys  # noqa: E402
from recorder.host.step import BuildError  # noqa: E402
from tests.collector.people import SITE, cheap_app, log_in  # noqa: E402
from tests.collector.sealing import SEALED, new_key, sealed, sealed_bytes  # noqa: E402

RECORDING, OTHER = "AbCdEfGhIjKlMnOpQrSt-w", "B" * 22
META = {"type": 4, "timestamp": 1_700_000_000_000, "data": {"href": "/shop/Zephyrine", "width": 800, "height": 600}}
CLICK = {"type": 3, "timestamp": 1_700_000_004_000, "data": {"source": 2, "type": 2, "id": 5, "x": 1, "y": 1}}
NOW_MS = 1_800_000_000_000
KEY = new_key()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with opened_client(tmp_path) as made:
        yield made


def opened_client(folder: Path, **changed: Any) -> TestClient:
    options = {"data": folder, "dist": folder, "now_ms": lambda: NOW_MS, **changed}
    return log_in(TestClient(cheap_app(Settings(**options)), base_url=SITE))


def put(client: TestClient, body: bytes, segment: int = 0, **headers: str) -> Any:
    return client.put(f"/collect/{RECORDING}/{segment}", content=body, headers={**SEALED, **headers})


def lines(client: TestClient) -> list[Any]:
    return [json.loads(line) for line in client.get(f"/recordings/{RECORDING}/events").text.splitlines()]


def test_it_is_kept_unread_and_comes_back_byte_for_byte(client: TestClient, tmp_path: Path) -> None:
    body = sealed(KEY, RECORDING, 0, META)
    assert put(client, body).status_code == 204
    (line,) = lines(client)
    assert line == {"recording": RECORDING, "segment": 0, "sealed": base64.b64encode(body).decode()}
    client.app.state.store.move(2**50)  # type: ignore[attr-defined]
    (kept,) = [path for path in (tmp_path / "segments").rglob("*") if path.is_file()]
    assert kept.read_bytes() == body and lines(client) == [line]
    (row,) = client.app.state.store.listing()  # type: ignore[attr-defined]
    assert (row.events, row.page, row.width, row.sealed, row.body_bytes) == (0, "", 0, 1, len(body))
    assert row.first_ms == row.last_ms == NOW_MS, "all that is known is when it came"
    assert "sealed" in client.get("/recordings").text and "Zephyrine" not in client.get("/recordings").text


def test_worded_anew_it_has_the_same_name_and_the_first_is_kept(client: TestClient) -> None:
    first = sealed(KEY, RECORDING, 0, META)
    assert put(client, first).status_code == 204
    assert put(client, sealed(KEY, RECORDING, 0, META, CLICK)).status_code == 409
    assert base64.b64decode(lines(client)[0]["sealed"]) == first


def test_beside_readable_ones_each_is_what_it_is(client: TestClient) -> None:
    import gzip

    plain = {"content-type": "application/x-ndjson", "content-encoding": "gzip"}
    assert client.put(f"/collect/{RECORDING}/0", content=gzip.compress(json.dumps(META).encode()), headers=plain).status_code == 204
    put(client, sealed(KEY, RECORDING, 1, CLICK), 1)
    told = lines(client)
    assert told[0] == META and told[1]["segment"] == 1
    (row,) = client.app.state.store.listing()  # type: ignore[attr-defined]
    assert (row.segments, row.sealed, row.events, row.page) == (2, 1, 1, "/shop/Zephyrine")


def test_a_collector_for_sealed_segments_only_takes_no_others(tmp_path: Path) -> None:
    with opened_client(tmp_path, only_sealed=True) as client:
        plain = {"content-type": "application/x-ndjson", "content-encoding": "gzip"}
        answer = client.put(f"/collect/{RECORDING}/0", content=b"", headers=plain)
        assert answer.status_code == 415 and "sealed segments only" in answer.text
        assert put(client, sealed(KEY, RECORDING, 0, META)).status_code == 204


def test_limits_hold(tmp_path: Path) -> None:
    body = sealed(KEY, RECORDING, 0, META)
    small = Limits(body_bytes=len(body) + 50, segments=3, recording_bytes=2 * len(body))
    with opened_client(tmp_path, limits=small) as client:
        assert put(client, body + bytes(51)).status_code == 413
        assert put(client, body, 3).status_code == 413
        assert [put(client, body, segment).status_code for segment in range(3)] == [204, 204, 413]


def test_deleted_it_is_gone_and_stays_gone(client: TestClient, tmp_path: Path) -> None:
    put(client, sealed(KEY, RECORDING, 0, META))
    assert client.delete(f"/collect/{RECORDING}").status_code == 204
    assert not [path for path in (tmp_path / "segments").rglob("*") if path.is_file()]
    assert put(client, sealed(KEY, RECORDING, 1, META), 1).status_code == 410


GOOD = sealed(KEY, RECORDING, 0, META)
AT = envelope.HEAD_BYTES - envelope.POINT_BYTES
NO_ENVELOPE = [
    ("nothing", b"", "not a sealed segment"),
    ("gzip", b"\x1f\x8b" + bytes(200), "not a sealed segment"),
    ("events", json.dumps(META).encode() * 3, "not a sealed segment"),
    ("another version", GOOD[:4] + b"\x02" + GOOD[5:], "not version 1"),
    ("a magic word alone", b"VELO\x01", "ends too early"),
    ("a head alone", GOOD[: envelope.HEAD_BYTES], "ends too early"),
    ("shorter than any gzip", GOOD[: envelope.HEAD_BYTES + 35], "ends too early"),
    ("a compressed point", GOOD[:AT] + b"\x02" + GOOD[AT + 1 :], "no point"),
    ("a point beside the curve", GOOD[: AT + 64] + bytes([GOOD[AT + 64] ^ 1]) + GOOD[AT + 65 :], "no point"),
    ("a point of zeros", GOOD[:AT] + b"\x04" + bytes(64) + GOOD[AT + 65 :], "no point"),
    ("coordinates past the field", GOOD[:AT] + b"\x04" + b"\xff" * 64 + GOOD[AT + 65 :], "no point"),
]


@pytest.mark.parametrize(("body", "reason"), [row[1:] for row in NO_ENVELOPE], ids=[row[0] for row in NO_ENVELOPE])
def test_what_is_no_envelope_is_refused_with_the_reason(client: TestClient, body: bytes, reason: str) -> None:
    answer = put(client, body)
    assert answer.status_code == 400 and reason in answer.text and answer.text.count("\n") == 1
    assert client.get(f"/recordings/{RECORDING}/events").status_code == 404


@pytest.mark.parametrize("encoding", ["gzip", "br", "gzip, identity"])
def test_another_form_is_415(client: TestClient, encoding: str) -> None:
    assert put(client, GOOD, **{"content-encoding": encoding}).status_code == 415


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda rest: GOOD[: len(rest)] + rest))
def test_whatever_comes_is_an_envelope_or_refused(body: bytes) -> None:
    try:
        parts = envelope.split(body)
    except Refused as refusal:
        assert refusal.status == 400
    else:
        assert b"".join((body[:5], parts.key, parts.enc, parts.ciphertext)) == body


def test_the_curve_is_the_one_that_the_library_has() -> None:
    for _try in range(20):
        point = keys.point_of(new_key().public_key())
        assert envelope.is_point(point) and not envelope.is_point(point[:64] + bytes([point[64] ^ 4]))


# --- keys -----------------------------------------------------------------------------------------


def test_a_pair_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = os.umask(0)
    try:
        assert keys.main(["make", "--to", str(tmp_path)]) == 0
    finally:
        os.umask(old)
    (private,), (public,) = tmp_path.glob("*.private.pem"), tmp_path.glob("*.public.pem")
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    said = capsys.readouterr().out
    assert f"--encrypt-to {public}" in said and "BEGIN" not in said, "the key itself is not shown"
    name, key = keys.read_private(private)
    assert keys.key_id(keys.read_public(str(public))) == name == public.name.split(".")[0].removeprefix("velo-")
    with pytest.raises(FileExistsError):
        keys._write_private(private, b"")


def test_what_is_no_public_key_ends_the_build_in_clear_words(tmp_path: Path) -> None:
    keys.main(["make", "--to", str(tmp_path)])
    (private,) = tmp_path.glob("*.private.pem")
    with pytest.raises(BuildError, match="this is the private key"):
        keys.read_public(str(private))
    with pytest.raises(BuildError, match="keys make"):
        keys.read_public(str(tmp_path / "none.pem"))
    other = tmp_path / "other.pem"
    point = ec.generate_private_key(ec.SECP384R1()).public_key()
    other.write_bytes(point.public_bytes(keys.PEM, keys.serialization.PublicFormat.SubjectPublicKeyInfo))
    for words in (None, b"words"):
        if words:
            other.write_bytes(words)
        with pytest.raises(BuildError, match="not a public key of P-256"):
            keys.read_public(str(other))


def export(*bodies: bytes, recording: str = RECORDING) -> list[bytes]:
    told = ({"recording": recording, "segment": at, "sealed": base64.b64encode(body).decode()} for at, body in enumerate(bodies))
    return [json.dumps(line).encode() + b"\n" for line in told]


def held(*given: ec.EllipticCurvePrivateKey) -> dict[str, ec.EllipticCurvePrivateKey]:
    return {keys.key_id(keys.point_of(key.public_key())): key for key in given}


def test_an_export_opens_with_the_keys_it_was_sealed_for(tmp_path: Path) -> None:
    newer = new_key()
    told = export(sealed(KEY, RECORDING, 0, META), sealed(newer, RECORDING, 1, CLICK))
    opened = b"".join(keys.opened([*told, json.dumps(META).encode() + b"\n"], held(KEY, newer)))
    assert [json.loads(line) for line in opened.splitlines()] == [META, CLICK, META]
    with pytest.raises(BuildError, match=f"segment 1 is sealed for key {next(iter(held(newer)))}, which was not given"):
        list(keys.opened(told, held(KEY)))


@pytest.mark.parametrize(
    "body",
    [
        sealed(KEY, OTHER, 0, META),
        sealed(KEY, RECORDING, 1, META),
        GOOD[:-1] + bytes([GOOD[-1] ^ 1]),
        GOOD[:AT] + keys.point_of(new_key().public_key()) + GOOD[AT + 65 :],
        sealed_bytes(KEY, RECORDING, 0, b"not gzip, whoever sealed it"),
        b"VELO\x01" + bytes(200),
    ],
    ids=["of another recording", "of another place", "a bit changed", "another's one-time key", "no gzip inside", "no envelope"],
)
def test_what_was_put_elsewhere_or_changed_does_not_open(body: bytes) -> None:
    with pytest.raises(BuildError, match="segment 0 does not open"):
        list(keys.opened(export(body), held(KEY)))


def test_an_opened_recording_is_for_its_owner_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys.main(["make", "--to", str(tmp_path)])
    (private,) = tmp_path.glob("*.private.pem")
    _name, key = keys.read_private(private)
    exported, readable = tmp_path / "velo.ndjson", tmp_path / "readable.ndjson"
    exported.write_bytes(b"".join(export(sealed(key, RECORDING, 0, META))))
    assert keys.main(["open", str(exported), "--key", str(private), "--to", str(readable)]) == 0
    assert json.loads(readable.read_text()) == META and stat.S_IMODE(readable.stat().st_mode) == 0o600
    exported.write_bytes(b"".join(export(sealed(new_key(), RECORDING, 0, META))))
    assert keys.main(["open", str(exported), "--key", str(private), "--to", str(readable)]) == 1
    assert "which was not given" in capsys.readouterr().err
