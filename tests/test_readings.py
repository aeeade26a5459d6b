"""What is encoded is read as what it says, and everything else is left alone."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recorder.readings import readings

NAME = "Zephyrine Müßig"


def said(text: str) -> str:
    return "\n".join(reading.text for reading in readings(text))


@pytest.mark.parametrize(
    "text",
    [
        "Zephyrine%20M%C3%BC%C3%9Fig",
        "%5A%65%70%68%79%72%69%6E%65%20%4D%C3%BC%C3%9Fig",
        "Zephyrine%2520M%25C3%25BC%25C3%259Fig",
        "Zephyrine M=C3=BC=C3=9Fig",
        "&#90;ephyrine&nbsp;M&#252;&#xdf;ig",
        "Zeph<b class=x>yrine</b> M<wbr>üßig",
        "\\u005aephyrine M\\u00fc\\xdfig",
        "\\u{5a}ephyrine\\20M\\fc\\df ig",
        base64.b64encode(NAME.encode()).decode(),
        "x=" + base64.b64encode(f"user: {NAME}".encode()).decode(),
        "/u/" + base64.urlsafe_b64encode(NAME.encode()).decode().rstrip("=") + "/edit",
        f"0x{NAME.encode().hex()}",
        base64.b64encode(base64.b64encode(NAME.encode())).decode(),
    ],
)
def test_what_it_says(text: str) -> None:
    assert NAME in said(text).replace("\u00a0", " ")
    assert NAME not in text


def test_an_address_backwards() -> None:
    (reading,) = readings("moc.elpmaxe@eoz, write")
    start = reading.text.index("zoe@example.com")
    assert reading.span(start, start + 15) == (0, 15)


def test_bytes_read_as_latin() -> None:
    assert "Jürgen" in said("JÃ¼rgen")


def test_accents_of_references() -> None:
    assert "Jurgen & Soren" in said("J&uuml;rgen &amp; S&oslash;ren")


@pytest.mark.parametrize(
    "text", ["Add to cart", "für Männer", "JavaScript and TypeScript", "iPhone15ProMax", "50% = 12 & more", "a < b and b > c", "C:\\temp\\new", "Rechnung 4711", "Ärzte"]
)
def test_what_says_nothing_else(text: str) -> None:
    assert said(text) == ""


def test_each_character_knows_where_it_was_said() -> None:
    text = "to J%C3%BCrgen!"
    (reading,) = readings(text)
    start = reading.text.index("Jürgen")
    assert text[slice(*reading.span(start, start + 6))] == "J%C3%BCrgen"


@settings(deadline=None)
@given(st.text(st.sampled_from("ab%=4F&#;\\ux{}ÃüWVz01 +/_-"), max_size=60) | st.text(max_size=60))
def test_spans_lie_within_the_text(text: str) -> None:
    for reading in readings(text):
        assert len(reading.origins) == len(reading.text)
        assert all(0 <= first < last <= len(text) for first, last in reading.origins)
