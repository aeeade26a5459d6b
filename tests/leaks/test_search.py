"""The judge of the leak cases sees a secret however it is spelled, and sees none where there is none."""

import base64
import gzip
import json
import zlib

import pytest

from recorder.host.audit.search import found
from tests.leaks.cases import FILES, Case, all_cases, read

SECRET = "S3CR3T"


def escaped(text: str) -> str:
    return "".join(f"\\u{ord(char):04x}" for char in text)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"before S3CR3T after", id="plain"),
        pytest.param(b"user-s3cr3t", id="another letter case"),
        pytest.param(b"S3CR3T2", id="part of a longer word"),
        pytest.param(f'{{"a":"{escaped(SECRET)}"}}'.encode(), id="JSON escapes"),
        pytest.param(json.dumps({"a": json.dumps({"b": f'"{SECRET}"'})}).encode(), id="JSON in JSON"),
        pytest.param(json.dumps({"a": f'{{"b":"{escaped(SECRET)}"}}'}).encode(), id="JSON escapes in JSON"),
        pytest.param(b"/x?t=%53%33CR3T", id="percent"),
        pytest.param(b"/x?t=%2553%2533CR3T", id="percent twice"),
        pytest.param(b"&#83;3CR3T", id="HTML reference"),
        pytest.param(rb"content:'\53 3CR3T'", id="CSS escape"),
        pytest.param(rb"\x53\x33CR3T", id="script escape"),
        pytest.param("S3CR3T".encode("utf-16-le"), id="UTF-16"),
        pytest.param("Ｓ３ＣＲ３Ｔ".encode(), id="full width"),
        pytest.param(base64.b64encode(b"S3CR3T"), id="base64"),
        pytest.param(b'{"k":"' + base64.b64encode(b'{"a":"S3CR3T"}') + b'"}', id="base64 in JSON"),
        pytest.param(b"abc" + base64.urlsafe_b64encode(b"\xff\xfeS3CR3T"), id="base64 that begins in a word"),
        pytest.param(b"S3CR3T".hex().encode(), id="hex"),
        pytest.param(json.dumps(list(b"S3CR3T")).encode(), id="bytes as numbers"),
        pytest.param(gzip.compress(b"S3CR3T"), id="gzip"),
        pytest.param(zlib.compress(b"S3CR3T"), id="deflate"),
        pytest.param(base64.b64encode(gzip.compress(json.dumps([SECRET]).encode())), id="base64 of gzip of JSON"),
    ],
)
def test_a_secret_is_found(data: bytes) -> None:
    assert found([SECRET], data)
    assert not found(["Zephyrine"], data)


def test_digits_of_another_script_are_found_as_ours() -> None:
    assert found(["٠١٢٣٤"], b"01234")
    assert found(["01234"], "٠١٢٣٤")


def test_harmless_bytes_hold_no_secret() -> None:
    text = json.dumps({"type": 2, "data": {"node": {"tagName": "div", "attributes": {"class": "S3 CR3T"}}}})
    assert found([SECRET, "Zephyrine"], text.encode()) == []
    assert found([SECRET], gzip.compress(text.encode())) == []
    assert found([SECRET], b"\x1f\x8b not gzip at all") == []
    assert found([SECRET], b"") == []


def test_a_hit_says_how_and_where() -> None:
    (hit,) = found([SECRET], b"before %53%33CR3T after")
    assert "percent" in hit
    assert "before" in hit


def test_the_cases_are_whole() -> None:
    assert len(read(FILES[0])) == 139
    assert len(all_cases()) >= 139
    assert not [case.id for case in all_cases() if "{MASK}" in case.html or "{BLOCK}" in case.html]


def test_a_case_without_a_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to hide"):
        Case(id="x", title="x", html="<p>x</p>", secrets=[], balanced=True)
