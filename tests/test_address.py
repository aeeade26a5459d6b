"""An address is taken apart the way a browser does it."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recorder import address

SPLIT_ROWS = [
    ("all parts", "https://a.example:1/b/c?d#e", ("https", "a.example:1", "/b/c", "d", "e")),
    (
        "space and control characters around it",
        " \x00https://a.example/b\x1f ",
        ("https", "a.example", "/b", "", ""),
    ),
    ("a line break in the scheme", "java\nscript:x", ("javascript", None, "x", "", "")),
    ("a tab in the host", "http://a\t.example/", ("http", "a.example", "/", "", "")),
    ("backslashes", "HTTP:\\\\a.example\\b", ("http", "a.example", "/b", "", "")),
    ("three slashes", "https:///a.example/b", ("https", "a.example", "/b", "", "")),
    ("no slashes has no valid host", "https:a.example", ("https", "", "a.example", "", "")),
    ("a question mark in the fragment", "/a#b?c", ("", None, "/a", "", "b?c")),
    ("a second hash", "#a#b", ("", None, "", "", "a#b")),
    ("another scheme", "mailto:a@b?c", ("mailto", None, "a@b", "c", "")),
    ("the scheme of the page", "//a.example", ("", "a.example", "", "", "")),
    ("a colon after a slash is no scheme", "/a:b", ("", None, "/a:b", "", "")),
    ("a line separator stays in its part", "/a\u2028b", ("", None, "/a\u2028b", "", "")),
    ("a carriage return in the scheme", "ht\rtps://a.example/", ("https", "a.example", "/", "", "")),
    ("a question mark after the host", "https://a.example?b", ("https", "a.example", "", "b", "")),
    ("a question mark instead of a host", "//?b", ("", "", "", "b", "")),
    ("signs that are no space", "~/a!", ("", None, "~/a!", "", "")),
    ("a scheme of one letter", "c:/x", ("c", None, "/x", "", "")),
    ("a scheme with digits and signs", "a1+b-c.d:x", ("a1+b-c.d", None, "x", "", "")),
    ("a line separator in the fragment", "#a\u2028b", ("", None, "", "", "a\u2028b")),
    ("a path that is too long", "/" + "a" * address.LENGTH, ("", None, "/too/long", "", "")),
    ("a long path", "/" + "a" * (address.LENGTH - 1), ("", None, "/" + "a" * (address.LENGTH - 1), "", "")),
    ("a long query and fragment", "?" + "a" * 5000 + "#" + "b" * 5000, ("", None, "", "a" * 4096, "b" * 4096)),
    ("nothing", "", ("", None, "", "", "")),
]


@pytest.mark.parametrize(
    ("raw", "parts"), [row[1:] for row in SPLIT_ROWS], ids=[row[0] for row in SPLIT_ROWS]
)
def test_split(raw: str, parts: address.Url) -> None:
    assert address.split(raw) == parts


HOST_ROWS = [
    ("upper case", "https://A.Example/", "a.example"),
    ("a user and a password", "https://zephyrine:s3cr3t@a.example/", "a.example"),
    ("an at sign in the password", "https://u:p@q@a.example/", "a.example"),
    ("the default port", "https://a.example:443/", "a.example"),
    ("the other scheme's default port", "http://a.example:443/", "a.example:443"),
    ("an IPv6 address", "http://[::1]:80/", "[::1]"),
    ("an encoded host", "http://%61.example/", "a.example"),
    ("one letter", "http://a/", "a"),
    ("two letters", "http://ab/", "ab"),
    ("an underscore and a dash", "http://a_b-c.example/", "a_b-c.example"),
    ("an IPv4 address in an IPv6 one", "http://[::ffff:1.2.3.4]/", "[::ffff:1.2.3.4]"),
    ("a port of one digit", "http://a.example:8/", "a.example:8"),
    ("a port of six digits", "http://a.example:123456/", ""),
    ("a port that is missing", "http://a.example:/", ""),
    ("a host that is not ASCII", "http://größe.example/", ""),
    ("a space", "http://a b/", ""),
    ("no host", "/a", ""),
]


@pytest.mark.parametrize(("raw", "host"), [row[1:] for row in HOST_ROWS], ids=[row[0] for row in HOST_ROWS])
def test_host(raw: str, host: str) -> None:
    assert address.host_of(address.split(raw)) == host


SEGMENT_ROWS = [
    ("dots", "/a/./b/../c", ["", "a", "c"]),
    ("encoded dots", "/a/%2e%2E/c", ["", "c"]),
    ("more dots than there are segments", "/../../a", ["", "a"]),
    ("dots before a relative path stay", "../a", ["..", "a"]),
    ("a slash at the end", "/a/", ["", "a", ""]),
    ("slashes in a row", "/a////b", ["", "a", "b"]),
    ("a dot at the end", "/a/.", ["", "a", ""]),
    ("two dots at the end", "/a/b/%2e.", ["", "a", ""]),
    ("two ways up", "../../a", ["..", "..", "a"]),
    ("as many segments as are kept", "/" + "a/" * 16, ["", *"a" * 16, ""]),
    ("the root", "/", ["", ""]),
    ("nothing", "", []),
    ("more segments than are kept", "/" + "a/" * 40, ["", *"a" * address.SEGMENTS]),
]


@pytest.mark.parametrize(
    ("path", "parts"), [row[1:] for row in SEGMENT_ROWS], ids=[r[0] for r in SEGMENT_ROWS]
)
def test_segments(path: str, parts: list[str]) -> None:
    assert address.segments(path) == parts


def test_decoding_goes_on_until_nothing_changes() -> None:
    assert address.decoded("%2553%73") == "Ss"
    assert address.decoded("%") == "%"
    assert address.decoded("%C3%A9%ff") == "é\ufffd"


def test_decoding_ends_after_four_rounds() -> None:
    text = "é"
    for _ in range(4):
        text = quote(text)
    assert address.decoded(text) == "é"
    assert address.decoded(quote(text)) == quote("é")


def test_what_is_left_out_of_an_address_is_the_pages() -> None:
    page = "https://a.example/shop/list?x#y"
    assert address.absolute("", page, "") == ("https", "a.example", "/shop/list", "x", "")
    assert address.absolute("?z", page, "") == ("https", "a.example", "/shop/list", "z", "")
    assert address.absolute("#f", page, "") == ("https", "a.example", "/shop/list", "x", "f")
    assert address.absolute("b", page, "http://b.example/x/") == ("http", "b.example", "/x/b", "", "")


def test_a_relative_address_is_seen_from_the_base() -> None:
    page = "https://a.example/shop/list?x"
    assert address.absolute("b", page, "")[:3] == ("https", "a.example", "/shop/b")
    assert address.absolute("b", page, "/other/")[:3] == ("https", "a.example", "/other/b")
    assert address.absolute("b", page, "https://cdn.example/x/")[:3] == ("https", "cdn.example", "/x/b")
    assert address.absolute("//b.example/c", page, "")[:3] == ("https", "b.example", "/c")
    assert address.absolute("b", "", "")[:3] == ("", None, "b")


@given(st.text(), st.text(), st.text())
def test_any_text_is_taken_apart(raw: str, page: str, base: str) -> None:
    scheme, _, path, query, fragment = address.absolute(raw, page, base)
    assert max(len(path), len(query), len(fragment)) <= 2 * address.LENGTH + 1
    assert address.segments(path) is not None
    assert address.host_of(address.split(raw)).isascii()
