"""What of a selector stays, so that it still meets the renamed attributes."""

from __future__ import annotations

import pytest

from recorder import css_selectors
from recorder.css_selectors import NOTHING, selector, stops
from recorder.names import Names

ROWS = [
    # why, raw, safe
    ("structural names", "ul.list > li#item + a", "ul.list > li#item + a"),
    ("a class and an id", ".Zephyrine #Zephyrine", ".c1 #c1"),
    ("a class written with escapes", r".\5a ephyrine", ".c1"),
    ("a class with a colon", r".md\:flex", r".md\:flex"),
    ("a class that begins with a digit", r".\32xl", r".\32 xl"),
    ("a custom element", "x-zephyrine", "v-1"),
    ("a tag in capitals", "TABLE", "table"),
    ("a tag of SVG", "linearGradient", "linearGradient"),
    ("pseudo-classes", "a:hover::before", "a:hover::before"),
    ("pseudo-classes of a vendor", "input::-webkit-search-cancel-button", "input::-webkit-search-cancel-button"),
    ("a popover that is open", ".menu:not(:popover-open) > a", ".menu:not([data-velo-open]) > a"),
    ("a pseudo-class that is none", "a:zephyrine", None),
    ("selectors in functions", ":not(:is(.Zephyrine, :has(> b)))", ":not(:is(.c1, :has(> b)))"),
    ("a count", ":nth-child(2n + 1 of .Zephyrine)", ":nth-child(2n + 1 of .c1)"),
    ("counts", ":nth-child(-n+3):nth-last-child(odd)", ":nth-child(-n+3):nth-last-child(odd)"),
    ("a count that looks like a unit", ":nth-of-type(2n-1)", ":nth-of-type(2n-1)"),
    ("a count that is none", ":nth-child(zephyrine)", None),
    ("a count too long to be one", ":nth-child(48213977)", None),
    ("a language", ":lang(en, zephyrine)", ":lang(en, c1)"),
    ("a language in quotes", ':lang("zephyrine")', ':lang("")'),
    ("a part", "x-card::part(zephyrine)", "x-card::part(c1)"),
    ("a state", ":state(zephyrine)", ":state(c1)"),
    ("nesting", "&:hover, .card &", "&:hover, .card &"),
    ("a prefix", "svg|rect, *|a", "*|rect, *|a"),
    ("a comment", "a/* Zephyrine */.card", "a/**/.card"),
    ("a string", 'a "Zephyrine"', None),
    ("an unknown function", ":zephyrine(a)", None),
    ("a function without a colon", "zephyrine(a)", None),
    ("a bracket that stays open", ":not(a", None),
    ("a bracket that closes nothing", "a)", None),
    ("a run of stars", "*********", None),
    ("a run of colons", "a:::::::::hover", None),
    ("a dot at the end", "a.", None),
    ("a number", "a 123", None),
    ("pseudo-classes in capitals", "A:HOVER::Before", "a:hover::before"),
    ("a function in capitals", ":NOT(.card)", ":not(.card)"),
    *((f"{name} of a selector", f":{name}(.Zephyrine)", f":{name}(.c1)") for name in "not is where has host host-context".split()),
    *((f"{name} of a selector", f"::{name}(.Zephyrine)", f"::{name}(.c1)") for name in "slotted cue".split()),
    *((f"-{vendor}- any", f":-{vendor}-any(.Zephyrine)", f":-{vendor}-any(.c1)") for vendor in "webkit moz ms o".split()),
    *((f"{name} by number", f":{name}(2)", f":{name}(2)") for name in "nth-child nth-last-child nth-of-type nth-last-of-type".split()),
    *((f"a count of {count}", f":nth-child({count})", f":nth-child({count.lower()})") for count in "+3 -n -N 2N ODD Even n-2 -n-1234 1234n-1234 +n 0".split()),
    *((f"a count of {count}", f":nth-child({count})", None) for count in "12345 n-12345 -12345n x 2x".split()),
    ("a count of selectors in capitals", ":nth-child(1 OF .Zephyrine)", ":nth-child(1 of .c1)"),
    ("a colour in a count", ":nth-child(#Zephyrine)", None),
    ("a number in a language", ":lang(12)", None),
    ("a direction", ":dir(rtl)", ":dir(rtl)"),
    ("a highlight", "::highlight(zephyrine)", "::highlight(c1)"),
    ("a transition", "::view-transition-group(zephyrine.card)", "::view-transition-group(c1.card)"),
    ("every new picture of a transition", "::view-transition-new(*)", "::view-transition-new(*)"),
    ("a name of CSS in a part", "::part(bezier)", "::part(c1)"),
    ("a name of CSS as a highlight", "::highlight(bezier)", "::highlight(bezier)"),
    ("a list in a part", "::part(card, zephyrine)", "::part(card, c1)"),
    ("a selector in a part", "::part(.card)", None),
    ("two selectors side by side", "a > > b", "a > > b"),
    ("two plus signs", "a ++ b", None),
    ("two commas", "a,,b", None),
    ("a class after a dot and a space", ". card", None),
    ("an id after a dot", ".#card", None),
    ("three colons", "a:::hover", None),
    ("two ampersands", "&&", "&&"),
    ("an unknown function after two colons", "::zephyrine(a)", None),
    ("a function after a space", "a not(.card)", None),
    ("a bar in a count", ":nth-child(a|b)", None),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "safe"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_selector(raw: str, safe: str | None) -> None:
    assert selector(raw, Names()) == safe


ATTRIBUTE_ROWS = [
    ("only a name", "[disabled]", "[disabled]"),
    ("a name of somebody", "[data-zephyrine]", "[data-v1]"),
    ("a scope of a build tool", ".btn[data-v-7ba5bd90]", ".btn[data-v1]"),
    ("the kind of a field", "[type=checkbox]", '[type="checkbox"]'),
    ("the kind of a field with a dash", '[type="datetime-local" i]', '[type="datetime-local" i]'),
    ("a theme", "[data-bs-theme=dark]", '[data-bs-theme="dark"]'),
    ("a value that is no word", "[data-state=zephyrine]", NOTHING),
    ("a class", '[class~="zephyrine"]', '[class~="c1"]'),
    ("classes", '[class="card zephyrine"]', '[class="card c1"]'),
    ("the beginning of a class", '[class^="col-"], [class*=" col-"]', '[class^="col-"], [class*=" col-"]'),
    ("the beginning of a name", '[class^="zeph"]', NOTHING),
    ("an id", "[id=zephyrine]", '[id="c1"]'),
    ("an address", '[href^="https://zephyrine.example"]', NOTHING),
    ("a title", "a[title=Zephyrine]:hover", f"a{NOTHING}:hover"),
    ("a value of a field", "[value='Zephyrine']", NOTHING),
    ("a number", '[tabindex="-1"]', '[tabindex="-1"]'),
    ("a long number", '[tabindex="48213977"]', NOTHING),
    ("a language", '[lang="en-GB"]', '[lang="en-GB"]'),
    ("an unknown flag", '[type="text" zephyrine]', NOTHING),
    ("a prefix", "[xlink|href]", NOTHING),
    ("spaces and a comment", "[ type /* x */ = text ]", '[type="text"]'),
    ("a name in capitals", "[TYPE=text]", '[TYPE="text"]'),
    ("a name in its own case", "[viewBox]", "[viewBox]"),
    ("a value in capitals", "[type=Text]", '[type="Text"]'),
    ("a role", "[role=BUTTON]", '[role="button"]'),
    ("a role that is none", "[role=zephyrine]", NOTHING),
    ("a word that is a role elsewhere", "[type=navigation]", NOTHING),
    ("a language that is none", "[lang=zephyrine]", NOTHING),
    ("a language elsewhere", "[tabindex=de]", NOTHING),
    ("a short number", "[tabindex='12']", '[tabindex="12"]'),
    ("a number of three digits", "[tabindex='123']", '[tabindex="123"]'),
    ("a number of four digits", "[tabindex='1234']", NOTHING),
    ("no number", "[tabindex='-']", NOTHING),
    ("a number elsewhere", "[title='12']", NOTHING),
    ("a word elsewhere", "[title=card]", NOTHING),
    ("nothing elsewhere", "[title='']", NOTHING),
    ("a kind of a field elsewhere", "[title=checkbox]", NOTHING),
    ("a flag of HTML", "[hidden='']", '[hidden=""]'),
    ("a state", "[aria-expanded=true]", '[aria-expanded="true"]'),
    ("ids", "[id='card zephyrine']", '[id="c1"]'),
    ("each operator", "[class~=card][class|=card][class^=card][class$=card][class*=card]", '[class~="card"][class|="card"][class^="card"][class$="card"][class*="card"]'),
    ("an operator that is none", "[class!=card]", NOTHING),
    ("two signs that are no operator", "[class==card]", NOTHING),
    ("no operator", "[class card]", NOTHING),
    ("no value", "[class=]", NOTHING),
    ("a number instead of a value", "[class=12]", NOTHING),
    ("a string instead of a name", "['class'=card]", NOTHING),
    ("a flag in capitals", "[type=text S]", '[type="text" s]'),
    ("two flags", "[type=text i s]", NOTHING),
    ("a word between two spaces", "[class*=' card ']", '[class*=" card "]'),
    ("a word between three spaces", "[class*='  card ']", NOTHING),
    ("nothing", "[]", None),
    ("no token", "[a=`]", None),
    ("a bracket that stays open", "[type", None),
]


@pytest.mark.parametrize(("raw", "safe"), [r[1:] for r in ATTRIBUTE_ROWS], ids=[r[0] for r in ATTRIBUTE_ROWS])
def test_attribute(raw: str, safe: str | None) -> None:
    assert selector(raw, Names()) == safe


@pytest.mark.parametrize("name", sorted(css_selectors._NESTED | css_selectors._COUNTED | css_selectors._TOKENS | css_selectors._NAMED))
def test_every_function_that_is_read_is_known(name: str) -> None:
    argument = "2" if name in css_selectors._COUNTED else ".card" if name in css_selectors._NESTED else "card"
    assert selector(f":{name}({argument})", Names()) == f":{name}({argument})"


def test_scope() -> None:
    assert selector("(.card) to (.Zephyrine)", Names(), scope=True) == "(.card) to (.c1)"
    assert selector("Zephyrine", Names(), scope=True) is None
    assert selector("(.card)", Names()) is None
    assert selector("(.card) TO (.nav)", Names(), scope=True) == "(.card) to (.nav)"
    assert selector("(.card) or (.nav)", Names(), scope=True) is None
    assert selector("((.card))", Names(), scope=True) is None
    assert selector(".card", Names(), scope=True) is None
    assert selector("(:not(.Zephyrine))", Names(), scope=True) == "(:not(.c1))"


def test_stops() -> None:
    assert stops("from, 33.3%") == "from,33.3%"
    assert stops("entry  0%") == "entry 0%"
    assert stops("FROM, To , 100.1234%") == "from,to,100.1234%"
    assert stops("exit 1%, cover 2%, contain 3%, exit-crossing 4%") == "exit 1%,cover 2%,contain 3%,exit-crossing 4%"
    for text in ("from, zephyrine", "33", "33.%", "33.12345%", "entry33%", "entry", "zephyrine 3%", ""):
        assert stops(text) is None, text
    assert stops("zephyrine") is None
    assert stops("4821%") is None
