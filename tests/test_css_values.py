"""What of a declaration, of a condition and of a list of names stays."""

from __future__ import annotations

import pytest

from recorder.css_values import declaration, listing, query
from recorder.names import Names

DECLARATION_ROWS = [
    # why, raw, safe
    ("a keyword", "display: flex", "display:flex"),
    ("important", "color : red ! important", "color:red !important"),
    ("another word after an exclamation mark", "color: red !Zephyrine", None),
    ("a property that is none", "zephyrine: 1px", None),
    ("a property with a prefix", "-webkit-line-clamp: 3", "-webkit-line-clamp:3"),
    ("a property in capitals", "COLOR: Red", "color:Red"),
    ("a hack before a property", "*zoom: 1", None),
    ("no colon", "color red", None),
    ("no value", "color:", None),
    ("a colour", "color: #AABBCC", "color:#ABC"),
    ("a colour of four parts", "color: rgb(1 2 3 / 50%)", "color:rgb(1 2 3 / 50%)"),
    ("something after a hash", "color: #zephyr", None),
    ("functions in functions", "width: calc(100% - (2*var(--x, 4px)))", "width:calc(100% - (2*var(--x, 4px)))"),
    ("a function that is none", "width: zephyrine(1px)", None),
    ("a string", 'content: "Zephyrine"', 'content:""'),
    ("a string with an escape", r'content: "\5a ephyrine"', 'content:""'),
    ("a string in single quotes", "quotes: 'a' 'b'", "quotes:'' ''"),
    ("strings in a row", 'content: "a""b""c"', 'content:"" "" ""'),
    ("an attribute", "content: attr(data-zephyrine)", 'content:""'),
    ("a string of the page", "content: string(zephyrine)", 'content:""'),
    ("a counter", 'content: counter(zephyrine) ". "', 'content:counter(c1) ""'),
    ("a picture as content", "content: url(zephyrine.png)", 'content:""'),
    ("an address", "background: url(/zephyrine.png) no-repeat", "background:none no-repeat"),
    ("an address in quotes", 'background-image: url("/zephyrine.png")', "background-image:none"),
    ("an address in capitals", "background: URL(zephyrine)", "background:none"),
    ("an address written with an escape", r"background: \75rl(zephyrine)", "background:none"),
    ("a set of pictures", 'background: image-set("z.png" 1x, url(y) 2x) center', "background:none center"),
    ("a set of pictures with a prefix", "background: -webkit-image-set(url(z) 1x)", "background:none"),
    ("a mask", "mask-image: url(z.svg)", "mask-image:linear-gradient(transparent,transparent)"),
    ("a pointer", "cursor: url(z.png) 2 2, pointer", "cursor:pointer"),
    ("a pointer without an alternative", "cursor: url(z.png)", None),
    ("a reference into the page", "clip-path: url(#zephyrine)", "clip-path:url(#c1)"),
    ("a reference in quotes", 'fill: url("#clip")', "fill:url(#clip)"),
    ("a font file", "src: url(z.woff) format('woff2')", None),
    ("fonts of the system", 'font-family: "Segoe UI", Arial, sans-serif', 'font-family:"Segoe UI", Arial, sans-serif'),
    ("a font of somebody", 'font-family: "Zephyrine Sans", Zephyrine', 'font-family:"", c1'),
    ("an animation", "animation: zephyrine 2s ease-in-out", "animation:c1 2s ease-in-out"),
    ("a structural name", "animation-name: spin", "animation-name:spin"),
    ("areas", "grid-template-areas: 'header zephyrine' '. nav'", "grid-template-areas:'header c1' '. nav'"),
    ("a name like a custom property", "--zephyrine: 1px", "--c1:1px"),
    ("an empty custom property", "--x: ", "--x: "),
    ("a custom property with a list of fonts", '--font: system-ui, "Segoe UI"', '--font:system-ui, "Segoe UI"'),
    ("a custom property with a place called like a font", '--place: "Geneva"', '--place:""'),
    ("a custom property with a picture", "--x: url(z)", "--x:linear-gradient(transparent,transparent)"),
    ("a card in a custom property", "--x: 4111 1111 1111 1111", None),
    ("a colour in a custom property", "--x: 13, 110, 253", "--x:13, 110, 253"),
    ("a ratio in a custom property", "--x: 1920/1080", "--x:1920/1080"),
    ("an identifier in a custom property", "--x: 482139", "--x:2147483647"),
    ("a date in a custom property", "--x: 2024-11-23", None),
    ("a block in a custom property", "--x: [a] b", "--x:[a] b"),
    ("a very high number", "z-index: 9999999999", "z-index:2147483647"),
    ("numbers that touch", "margin: 1.2.3", None),
    ("a range of characters", "unicode-range: U+0025-00FF, u+4??", None),
    ("a card in a custom property, digit by digit", "--n: 4 5 3 9 5 7 8 7", None),
    ("a matrix in a custom property", "--t: matrix(1,0,0,1,20,30)", "--t:matrix(1,0,0,1,20,30)"),
    ("a range of characters elsewhere", "color: u+0025", None),
    ("a syntax", 'syntax: "<length> | auto"', 'syntax:"<length> | auto"'),
    ("a syntax of something else", 'syntax: "<zephyrine>"', 'syntax:""'),
    ("a bracket that stays open", "width: calc(1px", None),
    ("a bracket that closes nothing", "width: 1px)", None),
    ("brackets that do not fit", "width: calc([1px)]", None),
    ("a run of signs", "--x: *********", None),
    ("a run of brackets", "--x: ((((1px))))", None),
    ("a comment", "color: red/* Zephyrine */", "color:red"),
    ("a comment that never ends", "color: red/* Zephyrine", None),
    ("a colour by name", "color: RebeccaPurple", "color:RebeccaPurple"),
    ("a sign that only looks like a letter", "word-break: \u212aeep-all", "word-break:c1"),
    ("a custom property without a name", "--: 1px", "--c0:1px"),
    ("a comment before the colon", "color/**/ /**/ : red", "color:red"),
    ("a number instead of a property", "1px: red", None),
    ("a behaviour", "behavior: url(z.htc)", None),
    ("a binding", "-moz-binding: url(z.xml)", None),
    ("a font in short", "font: italic 12px/1.5 'Times New Roman', serif", "font:italic 12px/1.5 'Times New Roman', serif"),
    ("colours of each length", "--x: #abc #ABCD #012345 #01234567", "--x:#abc #ABCD #012345 #01234567"),
    ("a colour of two digits", "color: #ab", None),
    ("a colour of five digits", "color: #abcde", None),
    ("a colour of seven digits", "color: #abcdeff", None),
    ("a colour of nine digits", "color: #abcdef012", None),
    ("colours of pairs", "--x: #aabbccdd #aabbccde #aabbcd #112233", "--x:#abcd #aabbccde #aabbcd #123"),
    ("parts of a colour up to 360", "--x: 360 360 360", "--x:360 360 360"),
    ("numbers in a row, one above 360", "--x: 361 1 1", None),
    ("numbers in a row, one of four digits", "--x: 0001 1 1", None),
    ("two numbers, one above 360", "--x: 361 1", "--x:361 1"),
    ("two numbers of nine digits in all", "--x: 19201/1080", None),
    ("two numbers of eight digits in all", "--x: 1920/1080", "--x:1920/1080"),
    ("a number of four digits", "--x: 1234", "--x:1234"),
    ("a number of five digits", "--x: 12345", "--x:2147483647"),
    ("a number of three digits, of a name that is hidden", "--zephyrine: 123", "--c1:123"),
    ("a number of four digits, of a name that is hidden", "--zephyrine: 1234", "--c1:2147483647"),
    ("zeros before a number", "--x: 00001234", "--x:1234"),
    ("a long number with a unit", "--x: 123456px", "--x:123456px"),
    ("high numbers in a function", "transform: matrix(1,2,3,400,500,600)", "transform:matrix(1,2,3,400,500,600)"),
    ("high numbers in a function of a custom property", "--x: rgb(400 500 600)", None),
    ("lines of a grid", "grid-area: 1 / 2 / 3 / 4", "grid-area:1 / 2 / 3 / 4"),
    ("two commas", "transition: color 1s,, top 1s", None),
    ("three brackets in a row", "--x: (((1px)))", "--x:(((1px)))"),
    ("an exclamation mark at the end", "color: red !", None),
    ("important in capitals", "color: red!/**/IMPORTANT", "color:red!IMPORTANT"),
    ("an equals sign", "--x: a=b", None),
    ("a colon in a value", "--x: a:b", None),
    ("signs that calculate", "width: calc(1px + 2px * 3 / 4 - 5px)", "width:calc(1px + 2px * 3 / 4 - 5px)"),
    ("a function in capitals", "color: RGB(1 2 3)", "color:rgb(1 2 3)"),
    ("a gradient in a set of pictures", 'background: image-set(url("z") 1x, linear-gradient(red, [blue]) 2x) top', "background:none top"),
    ("brackets that do not fit in a picture", "background: image-set([1x) top", None),
    ("a picture that stays open", 'background: image-set("z" 1x', None),
    ("a border of a mask", "mask-border-source: url(z)", "mask-border-source:none"),
    ("a box of a mask", "-webkit-mask-box-image: url(z)", "-webkit-mask-box-image:none"),
    ("a mask with a prefix", "-webkit-mask: url(z) top", "-webkit-mask:linear-gradient(transparent,transparent) top"),
    ("a reference to nothing", "fill: url(#)", "fill:none"),
    ("a reference with a digit", "fill: url(#2xl)", "fill:url(#2xl)"),
    ("points for no area", "grid-template-areas: '... nav' '. .'", "grid-template-areas:'. nav' '. .'"),
    ("areas in short", "grid: 'header zephyrine' 1px / 1fr", "grid:'header c1' 1px / 1fr"),
    ("areas of a template", "grid-template: 'zephyrine'", "grid-template:'c1'"),
    ("pointers", "cursor: url(a), url(b) 2 2, grab", "cursor:grab"),
    ("pointers without a picture", "cursor: grab", "cursor:grab"),
    *(("a syntax of " + what, f'syntax: "{what}"', f'syntax:"{what}"') for what in ("*", "<length>#", "<color>+", "auto | none")),
    ("a syntax with a digit", 'syntax: "<length> 4111"', 'syntax:""'),
    ("six words are no font", "font-family: 'Arial Arial Arial Arial Arial Arial'", "font-family:''"),
    *(("a list with " + family, f'--f: "Segoe UI", {family}', f'--f:"Segoe UI", {family}') for family in ("sans", "Serif", "monospace", "system-ui", "emoji")),
    ("a property of which a part is known", "zephyrine-color: red", None),
    ("a prefix in the middle of a property", "zephyrine-webkit-color: red", None),
    ("a name of which a part is known", "animation-name: ease-zephyrine", "animation-name:c1"),
    ("a function of which a part is known", "background: zephyrine-gradient(red)", None),
    ("a font of which a part is known", "font-family: Arial-Zephyrine", "font-family:c1"),
    ("a font with a dash in front", "font-family: -apple-system", "font-family:-apple-system"),
    ("a custom property that begins with a digit", "--2xl: 1px", "--2xl:1px"),
    ("a custom property with a capital", "--Card: 1px", "--Card:1px"),
    ("a property alone", "color", None),
    ("nothing", "", None),
    ("a string of fonts elsewhere", 'content: "Arial serif"', 'content:""'),
    ("a string like a syntax elsewhere", 'content: "auto"', 'content:""'),
    ("a number of five digits elsewhere", "opacity: 12345", None),
    ("a number of four digits elsewhere", "opacity: 1234", "opacity:1234"),
    *((f"a long number in {key}", f"{key}: 12345", f"{key}:12345") for key in ("z-index", "order", "-webkit-order", "-ms-flex", "grid-row", "stroke-dasharray")),
    ("a count of two digits", "counter-reset: card 12", "counter-reset:card 12"),
    ("a count of three digits", "counter-reset: card 123", None),
    ("pointers that need no picture", "cursor: grab, pointer", "cursor:grab, pointer"),
    ("five words of fonts", "font-family: 'Arial Arial Arial Arial Arial'", "font-family:'Arial Arial Arial Arial Arial'"),
    ("an old filter", "filter: progid:DXImageTransform.Microsoft.gradient(x='z')", None),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "safe"), [r[1:] for r in DECLARATION_ROWS], ids=[r[0] for r in DECLARATION_ROWS])
def test_declaration(raw: str, safe: str | None) -> None:
    assert declaration(raw, Names()) == safe


@pytest.mark.parametrize("prefix", ["", "-webkit-", "-moz-", "-ms-", "-o-", "-khtml-", "-apple-"])
@pytest.mark.parametrize("function", "url src image image-set cross-fade element paint canvas attr string local".split())
def test_functions_that_show_something_of_the_page(prefix: str, function: str) -> None:
    for inside in ("zephyrine", '"zephyrine"', "zephyrine, 1px", '"x", zephyrine(1px) 2px'):
        assert declaration(f"background: {prefix}{function}({inside}) top", Names()) == "background:none top"


def test_signs_of_an_address_that_may_be_shown() -> None:
    address = "https://a.example:8443/A_b~c%20/?x=1&y=2#z-9.png"
    assert declaration("background:url(/a)", Names(), lambda raw: address) == f'background:url("{address}")'
    for sign in "\"'()\\ \n<>;{}":
        assert declaration("background:url(/a)", Names(), lambda raw, sign=sign: f"/a{sign}b") == "background:none"
    assert declaration("background:url( '/a b' )", Names(), lambda raw: "/ok" if raw == "/a b" else "") == 'background:url("/ok")'


def test_an_address_that_may_be_shown_is_shown() -> None:
    shown = {"/logo.png": "https://a.example/logo.png", "/x.png": 'https://a.example/"', "/y": ""}
    assert declaration("background:url(/logo.png)", Names(), shown.__getitem__) == (
        'background:url("https://a.example/logo.png")'
    )
    assert declaration("background:url('/logo.png')", Names(), shown.__getitem__) == (
        'background:url("https://a.example/logo.png")'
    )
    assert declaration("background:url( /logo.png\t)", Names(), shown.__getitem__) == 'background:url("https://a.example/logo.png")'
    nested = "background:url('/logo.png' var(--x, '/x.png')),image('/logo.png')"
    assert declaration(nested, Names(), shown.__getitem__) == 'background:url("https://a.example/logo.png"),none'
    assert declaration("background:url(/x.png),url(/y)", Names(), shown.__getitem__) == "background:none,none"


def test_a_custom_property_and_its_use_meet() -> None:
    names = Names()
    assert declaration("--zephyrine: 1px", names) == "--c1:1px"
    assert declaration("top: var(--zephyrine)", names) == "top:var(--c1)"


QUERY_ROWS = [
    ("a width", "(min-width: 640px) and (orientation:landscape)", "(min-width: 640px) and (orientation:landscape)"),
    ("a range", "screen and (400px <= width < 800px)", "screen and (400px <= width < 800px)"),
    ("a preference", "(prefers-reduced-motion: no-preference)", "(prefers-reduced-motion: no-preference)"),
    ("a feature that is none", "(zephyrine: 1px)", "(c1: 1px)"),
    ("a name of a container", "zephyrine (width > 1px)", "c1 (width > 1px)"),
    ("support of a property", "not ((display: grid) and (-webkit-mask: none))", "not ((display: grid) and (-webkit-mask: none))"),
    ("support of a selector", "selector(:focus-visible)", "selector(:focus-visible)"),
    ("a string", '(zephyrine: "zephyrine")', '(c1: "")'),
    ("an old hack", r"screen and (min-width: 0\0)", None),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "safe"), [row[1:] for row in QUERY_ROWS], ids=[row[0] for row in QUERY_ROWS])
def test_query(raw: str, safe: str | None) -> None:
    assert query(raw, Names()) == safe


def test_listing_renames_each_name() -> None:
    assert listing("base, zephyrine.cards", Names()) == "base, c1.cards"
    assert listing(":first", Names()) == ":first"
    assert listing("a > b", Names()) is None


@pytest.mark.parametrize(
    "text, safe",
    [
        ("--balance: 41337", "2147483647"),
        ("--zephyrine: 4133", "2147483647"),
        ("--modal-index: 1055", "1055"),
        ("z-index: 99999", "99999"),
        ("font-family: 41337", None),
        ("counter-reset: page 4133", None),
        ("counter-reset: page 1", "page 1"),
        ("flex-grow: 99999", "99999"),
    ],
)
def test_numbers_without_a_unit(text: str, safe: str | None) -> None:
    shown = declaration(text, Names())
    assert (shown.partition(":")[2] if shown else None) == safe
