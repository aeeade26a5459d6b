"""A sheet is cut into statements and tokens as a browser cuts it, in one pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recorder import css_tokens as css

TOKEN_ROWS = [
    ("a property and a value", "color: red", [("ident", "color"), ("delim", ":"), ("space", " "), ("ident", "red")]),
    ("a number with a unit", "-1.5em", [("unit", "-1.5em")]),
    ("an exponent", "1e3", [("number", "1e3")]),
    ("a unit that begins like an exponent", "1em", [("unit", "1em")]),
    ("a percentage", "50%", [("unit", "50%")]),
    ("an address", "url( a;b{} )", [("url", "url( a;b{} )")]),
    ("an address in quotes is a function", 'url("a")', [("function", "url("), ("string", '"a"'), ("delim", ")")]),
    ("an address that never ends", "url(a b", [("url", "url(a b")]),
    ("a string with the other quote", "\"it's\"", [("string", "\"it's\"")]),
    ("a string with an escaped quote", r'"a\"b"', [("string", r'"a\"b"')]),
    ("a string that never ends", '"a', [("bad", '"'), ("ident", "a")]),
    ("a comment inside", "a/* x */b", [("ident", "a"), ("comment", "/**/"), ("ident", "b")]),
    ("comments and space around", " /* x */ a /* y */ ", [("ident", "a")]),
    ("a comment that never ends", "a/*", [("ident", "a"), ("bad", "/"), ("delim", "*")]),
    ("a name with an escape", r"\53 ecret", [("ident", r"\53 ecret")]),
    ("a name in another script", "größe", [("ident", "größe")]),
    ("a custom property", "--x", [("ident", "--x")]),
    ("a colour", "#fff", [("hash", "#fff")]),
    ("a range of characters", "u+0025-00ff", [("range", "u+0025-00ff")]),
    ("an at-word", "@media", [("at", "@media")]),
    ("any white space", "a\t\nb", [("ident", "a"), ("space", " "), ("ident", "b")]),
    ("comments in a row", "a/**//***/b", [("ident", "a"), ("comment", "/**/"), ("ident", "b")]),
    ("a star in a comment", "a/* x * y **/b", [("ident", "a"), ("comment", "/**/"), ("ident", "b")]),
    ("an address in capitals", "URL(x)", [("url", "URL(x)")]),
    ("an address with an escaped bracket", r"url(a\)b)", [("url", r"url(a\)b)")]),
    ("an address with an escaped line break", "url(a\\\nb)", [("url", "url(a\\\nb)")]),
    ("an address in quotes after a space", 'url( "a")', [("function", "url("), ("space", " "), ("string", '"a"'), ("delim", ")")]),
    ("an address in quotes on its own line", 'url(\n"a")', [("function", "url("), ("space", " "), ("string", '"a"'), ("delim", ")")]),
    ("a range before a comma", "u+25,a", [("range", "u+25"), ("delim", ","), ("ident", "a")]),
    ("a range that is too long", "u+0-1234567", [("ident", "u"), ("number", "+0"), ("number", "-1234567")]),
    ("an exponent with a sign", "1e+3", [("number", "1e+3")]),
    ("a hash of nothing", "#", [("bad", "#")]),
    ("a control character", "a\vb", [("ident", "a"), ("bad", "\v"), ("ident", "b")]),
    ("a string over two lines", '"a\\\nb"', [("string", '"a\\\nb"')]),
    ("a string in single quotes over two lines", "'a\\\nb'", [("string", "'a\\\nb'")]),
    ("an escaped single quote", r"'it\'s'", [("string", r"'it\'s'")]),
    ("a single quote that its line ends", "'a\n", [("bad", "'"), ("ident", "a")]),
    ("an escape in capitals", r"\4A x", [("ident", r"\4A x")]),
    ("an escape of six digits and a space", r"\000053 x", [("ident", r"\000053 x")]),
    ("an escape and a tab", "\\53\tx", [("ident", "\\53\tx")]),
    ("an escaped line break is none", "a\\\nb", [("ident", "a"), ("bad", "\\"), ("space", " "), ("ident", "b")]),
    ("what is no token", "a`", [("ident", "a"), ("bad", "`")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), [row[1:] for row in TOKEN_ROWS], ids=[row[0] for row in TOKEN_ROWS])
def test_tokens(text: str, found: list[css.Token]) -> None:
    assert css.tokens(text) == found


STATEMENT_ROWS = [
    ("before a brace", "a > b{c", "a > b"),
    ("before a semicolon", "a:b;c", "a:b"),
    ("before a closing brace", "a:b}c", "a:b"),
    ("not inside a string", 'a:"};{";b', 'a:"};{"'),
    ("not inside a comment", "a:/*;*/b;c", "a:/*;*/b"),
    ("not inside an address", "a: url(data:x;y{z});c", "a: url(data:x;y{z})"),
    ("not at what is escaped", r"a:\;b;c", r"a:\;b"),
    ("a string ends with its line", 'a:"b\nc;d', 'a:"b\nc'),
    ("not inside single quotes", "a:'};{';b", "a:'};{'"),
    ("a string ends with the sheet", 'a:"b;', 'a:"b;'),
    ("a string ends with the sheet in a backslash", 'a:"b;\\', 'a:"b;\\'),
    ("a string in single quotes too", "a:'b;\\", "a:'b;\\"),
    ("an address ends with the sheet", "a: url(b;c", "a: url(b;c"),
    *((f"an address after {sign}", f"a{sign}url(x;y);b", f"a{sign}url(x;y)") for sign in " ,:/]~>+(^|@"),
    ("no address after a letter", "aurl(x;y);b", "aurl(x"),
    ("a comment ends with the sheet", "a:b/*;", "a:b/*;"),
    ("nothing", "", ""),
]


@pytest.mark.parametrize(("text", "part"), [r[1:] for r in STATEMENT_ROWS], ids=[r[0] for r in STATEMENT_ROWS])
def test_statement(text: str, part: str) -> None:
    assert text[: css.statement(text, 0)] == part


OPEN_ROWS = [
    ("closed", "a:calc(1px)", False),
    ("open", "a:calc(1px", True),
    ("open inside", "a:calc((1px)", True),
    ("closed once too often", "a:calc(1px))", False),
    ("an attribute", "a[b", True),
    ("an address", "a:url(b", True),
    ("an address that is closed", "a:url(b)", False),
    ("an attribute that is closed", "a[b]", False),
    ("a comma inside", "a:calc(b,c", True),
    ("a string ends with its line or the sheet", "a:'b", False),
]


@pytest.mark.parametrize(("text", "is_open"), [row[1:] for row in OPEN_ROWS], ids=[row[0] for row in OPEN_ROWS])
def test_is_open(text: str, is_open: bool) -> None:
    assert css.is_open(text) is is_open


NAME_ROWS = [
    ("a hex escape with its space", r"\53 ecret", "Secret"),
    ("six digits", r"\000053ecret", "Secret"),
    ("an escaped letter", r"\Secret", "Secret"),
    ("an escaped colon", r"md\:flex", "md:flex"),
    ("a hex escape in capitals", r"\5A ephyrine", "Zephyrine"),
    ("a hex escape and a line break", "\\53\necret", "Secret"),
    ("the first and the last character", r"\1 \10ffff ", "\x01\U0010ffff"),
    ("what stands around the surrogates", r"\d7ff \e000 ", "\ud7ff\ue000"),
    ("the last surrogate", r"\dfff ", "\ufffd"),
    ("no character", r"\0 \d800 \110000 ", "\ufffd\ufffd\ufffd"),
    ("a line break in a string", "a\\\nb", "ab"),
]


@pytest.mark.parametrize(("text", "name"), [row[1:] for row in NAME_ROWS], ids=[row[0] for row in NAME_ROWS])
def test_unescaped(text: str, name: str) -> None:
    assert css.unescaped(text) == name


@pytest.mark.parametrize("name", ["card", "md:flex", "w-1/2", "2xl", "-2xl", "v1.2", "--x", "a_b", "-mt-2", "-"])
def test_a_written_name_reads_as_itself(name: str) -> None:
    written = css.written(name)
    assert css.tokens(written) == [("ident", written)]
    assert css.unescaped(written) == name


def test_only_a_digit_that_comes_first_is_escaped() -> None:
    assert [css.written(name) for name in ("-mt", "2xl", "-2", "-")] == ["-mt", r"\32 xl", r"-\32 ", r"\-"]
    assert [css.written(name, first=False) for name in ("2xl", "-2", "-")] == ["2xl", "-2", "-"]


NUMBER_ROWS = [
    ("as it is", "12.5", "px", "12.5px"),
    ("zeros before", "0004", "px", "4px"),
    ("nothing before the point", "-.5", "em", "-.5em"),
    ("a long fraction", "66.6666666667", "%", "66.666666%"),
    ("a fraction of a long number", "1234567.987", "px", "1234567.9px"),
    ("eight digits", "12345678", "", "12345678"),
    ("nine digits", "123456789", "", css.HUGE),
    ("a negative one", "-999999999", "px", "-" + css.HUGE + "px"),
    ("an exponent", "3.40282e38", "px", "3.40282e38px"),
    ("an exponent in capitals", "1E3", "", "1e3"),
    ("a negative exponent", "1e-3", "px", "1e-3px"),
    ("a plus sign", "+5", "px", "+5px"),
    ("a long fraction of nothing", "0.66666666667", "%", ".666666%"),
    ("zeros in an exponent", "1e+0003", "", "1e3"),
    ("a long exponent", "1e333", "", None),
    ("an exponent of nothing", "1e0", "", "1"),
    ("a unit in capitals", "1", "PX", "1px"),
    ("a unit that is none", "4", "S3CR3T", None),
    ("nothing but zeros", "000", "", "0"),
    ("zeros after the point", "0.0000000000001", "", "0"),
]


@pytest.mark.parametrize(("text", "unit", "safe"), [r[1:] for r in NUMBER_ROWS], ids=[r[0] for r in NUMBER_ROWS])
def test_number(text: str, unit: str, safe: str | None) -> None:
    assert css.number(text, unit) == safe


def test_line_breaks_and_nul_are_what_a_browser_reads() -> None:
    assert css.normal("a\r\nb\rc\fd\x00") == "a\nb\nc\nd\ufffd"


def test_what_stands_before_a_statement_goes() -> None:
    assert css.body(" /* x */\n a ") == "a"
    assert css.body("<!-- a --> b", top=True) == "a --> b"
    assert css.body("<!-- a") == "<!-- a"


@given(st.text(alphabet=st.sampled_from("ab1-_:;{}()[]\"'\\/*#@.,!%\n uUrRlL+é<>"), max_size=60))
def test_every_character_belongs_to_a_token(text: str) -> None:
    assert len("".join(token for _, token in css.tokens(text))) <= len(text) + text.count("/") * 2
    start = 0
    while start < len(text):
        end = css.statement(text, start)
        assert text[end : end + 1] in ("{", "}", ";", "")
        start = end + 1
