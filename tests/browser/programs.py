"""What a generated page is made of, and what happens on it: Hypothesis draws programs, ``interpreter.js`` plays them.

A program is data that JSON can hold, so that one that failed is kept as it is (``generated.json``). Laws: every program is
valid, whatever numbers were drawn; it names no node, only numbers that are taken round what is there; nothing in it is of the
recorder's making but its marks and calls.
"""

from typing import Any

from hypothesis import strategies as st

Strategy = st.SearchStrategy[Any]

TEXTS = ("{c}", "Hello {c}", "{c} and {c}", "{x}", "{e}", "Write to {e} today", "{n}", "plain words", " ")
NAMES = ("{c}", "user-{c}", "{x}", "card", "card {c}", "user_{x}", "panel flag")
ADDRESSES = (
    "/u/{c}", "/u?q={c}", "/u/{x}?id={x}#{c}", "#{c}", "#/u/{c}", "//{c}:{c}@127.0.0.1/", "mailto:{e}", "tel:{n}",
    "data:text/plain,{c}", "javascript:void('{c}')", "/pay/{n}", "/u/{e}", "blob:{c}", "?{c}", "{c}.png",
)  # fmt: skip
STYLES = (
    "--user:{c}", "color:red;--{c}:1px", "background:url(/i/{c}.png)", "content:'{c}'", "font-family:{c},serif", "grid-area:{c}",
    "animation-name:{c}", "background:url('data:image/svg+xml,{c}')", "width:40px;height:20px", "display:block /* {c} */",
)  # fmt: skip
SHEETS = (
    ".flag::after{content:'{c}'}", ".{c}{color:red}", "[data-user='{c}']{color:red}", "#{c}{--{c}:'{c}'}",
    "/* {c} */ p{margin:0}",
    ".card{background:url(/i/{c}.png?u={c})}", "@font-face{font-family:'{c}';src:url(/f/{c}.woff)}",
    "@keyframes {c}{to{top:1px}}",
    "p{--name:{c}}", "@media print{.{c}::before{content:'{e}'}}", "@import url('/s/{c}.css');", "@layer {c};",
)  # fmt: skip
LABELS = ("title", "alt", "placeholder", "aria-label", "aria-description", "label", "summary", "abbr", "aria-roledescription")
DATA = (
    "data-user", "data-id", "data-state", "data-theme", "name", "autocomplete", "content", "onclick", "itemprop", "lang", "role",
    "aria-valuetext", "for", "headers", "datetime", "pattern", "dirname", "download", "is", "nonce", "value", "accept", "x-{c}",
    "aria-checked", "sizes", "d", "points", "fill", "srcdoc", "exportparts", "part", "list", "type",
)  # fmt: skip
LINKS = ("href", "src", "srcset", "action", "formaction", "poster", "cite", "background", "xlink:href", "data", "ping")
CLASSES = ("flag", "card", "panel", "secret", "open")
TAGS = (
    "div", "p", "span", "section", "b", "i", "a", "ul", "li", "h2", "table", "tbody", "tr", "td", "label", "button", "form",
    "fieldset", "legend", "details", "summary", "dialog", "x-card", "user-{c}", "output", "object", "video", "canvas", "math",
    "noscript", "script", "template", "font", "marquee", "select", "option", "picture", "map", "slot", "em",
    "time", "meter", "iframe",
)  # fmt: skip
INPUTS = ("text", "email", "tel", "search", "url", "number", "checkbox", "radio", "button", "submit", "range", "date", "{c}")
FLOOR = (
    {"type": "password"}, {"type": "hidden"}, {"autocomplete": "cc-number"}, {"name": "cvv"}, {"autocomplete": "one-time-code"},
)  # fmt: skip
MARKS = ("exclude", "mask", "ignore", "allow", "maks")
PRODUCTS = (
    {"class": "rr-block"}, {"class": "card ph-no-capture"}, {"data-hj-suppress": ""}, {"class": "FS-MASK"},
    {"data-recording-sensitive": ""},
)  # fmt: skip
RULES = (
    ".secret", "section:has(> .flag)", ".flag + *", ".flag ~ p", ".open p", "[data-on]",
    ".panel > :first-child", "td:nth-child(2)",
    "x-card", "input:checked + label", ".card .card", "div:not(.open) > span", "li", "form *", ":has(> .open)", "[class*=flag]",
)  # fmt: skip
WAYS = ("micro", "task", "task", "frame", "frames", "short", "flushed", "long")
TAMPERS = (
    "walk types connected attributes matches queries shadows fields texts observers records maps sets weak "
    "lists finds iteration arrays strings splits patterns json toJSON objects calls reflect dates timers "
    "frames styles bytes messages listeners promises numbers trapMarks trapEntries trapPlaces trapState "
    "trapOwner trapBits trapDescriptors"
).split()

UNSET = ("class", "id", "title", "contenteditable", "type", "slot")
ROUTES = ("?q={c}", "#{c}", "#/u/{c}", "{c}?a={x}")

number = st.integers(0, 60)
text = st.sampled_from(TEXTS)


def _pairs(names: tuple[str, ...], values: tuple[str, ...]) -> Strategy:
    return st.tuples(st.sampled_from(names), st.sampled_from(values))


said = st.one_of(
    _pairs(LABELS, TEXTS),
    _pairs(DATA, (*TEXTS, *NAMES)),
    _pairs(LINKS, ADDRESSES),
    _pairs(("style",), STYLES),
    _pairs(("id", "class"), NAMES),
)
marked = st.one_of(st.sampled_from(MARKS).map(lambda mark: {"data-velo": mark}), st.sampled_from(PRODUCTS))
classed = st.sampled_from(CLASSES).map(lambda name: {"class": name})


@st.composite
def attributes(draw: st.DrawFn, may_mark: bool = True) -> dict[str, str]:
    """Attributes of any element; one in four is marked."""
    found: dict[str, str] = dict(draw(st.lists(said, max_size=2)))
    if draw(st.integers(0, 3)) == 0 and may_mark:
        found |= draw(marked)
    elif draw(st.integers(0, 2)) == 0:
        found |= draw(classed)
    return found


@st.composite
def fields(draw: st.DrawFn) -> list[Any]:
    """A field, with its label before it or round it."""
    found = draw(attributes())
    kind = draw(st.integers(0, 5))
    more = {"value": draw(text)} if draw(st.booleans()) else {}
    if kind == 0:
        return ["textarea", found, [], {"value": draw(text)}]
    if kind == 1:
        more_options = ["optgroup", {"label": "{c}"}, [["option", {}, ["{c}"]]]]
        return ["select", found, [["option", {"value": "{x}"}, [draw(text)]], more_options]]
    found = found | (draw(st.sampled_from(FLOOR)) if kind == 2 else {"type": draw(st.sampled_from(INPUTS))})
    field = ["input", found, [], more]
    return ["label", {}, [draw(text), field]] if draw(st.booleans()) else field


@st.composite
def blocks(draw: st.DrawFn) -> list[Any]:
    """Elements that are more than a tag with words in it."""
    inside, around, sheet = draw(text), draw(attributes()), draw(st.sampled_from(SHEETS))
    marked_within = "data-velo=mask" if draw(st.booleans()) else ""
    slots = [["slot", {"name": "a"}], ["p", {}, ["{c}"]], ["slot", {}]]
    drawing_parts = [
        ["title", {}, [inside]],
        ["text", {"id": "{c}"}, ["{c}"]],
        ["a", {"href": "/u/{c}"}, [["desc", {}, ["{c}"]]]],
        ["use", {"href": "#{c}"}],
    ]
    rows: list[list[Any]] = [
        ["p", around | {"data-solid": ""}, [["b", {}, ["{s}"]], "@example.com"]],
        ["div", around, [["span", {"slot": "a"}, [inside]], "{c}"], {"shadow": slots}],
        ["x-card", around, [inside], {"shadow": [["div", draw(attributes()), [["slot", {}], "{c}"]], ["style", {}, [sheet]]]}],
        ["svg", around, drawing_parts],
        ["table", around, [["tbody", {}, [["tr", {}, [["td", {}, ["{c}"]], ["td", draw(attributes()), [inside]]]]]]]],
        ["details", around, [["summary", {}, ["{c}"]], inside]],
        ["div", around | {"contenteditable": "true"}, [inside, ["b", {}, ["{c}"]]]],
        ["style", {}, [sheet]],
        ["iframe", around | {"srcdoc": f"<title>{{c}}</title><p {marked_within}>{{c}}</p><input value={{c}}>"}],
        ["template", around, [["p", {}, [inside]]]],
        [
            "picture",
            around,
            [["source", {"srcset": "/i/{c}.png 1x, /i/{x}.png 2x"}], ["img", {"alt": inside, "src": "/i/{c}.png"}]],
        ],
        ["ul", around, [["li", {"class": "flag"}, ["{c}"]], ["li", draw(attributes()), [inside]]]],
        ["script", {"type": "application/json"}, ['{"user":"{c}"}']],
    ]
    return rows[draw(st.integers(0, len(rows) - 1))]


@st.composite
def trees(draw: st.DrawFn, depth: int = 2) -> Any:
    """One node and what is below it."""
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return ["!", "{c}"]
    if kind <= 2 or (depth == 0 and kind <= 5):
        return draw(text)
    if kind <= 4:
        return draw(fields())
    if kind <= 6:
        return draw(blocks())
    below = draw(st.lists(trees(depth - 1), max_size=3)) if depth else [draw(text)]
    return [draw(st.sampled_from(TAGS)), draw(attributes()), below]


def _step(name: str, *args: Strategy) -> Strategy:
    return st.tuples(st.just(name), *args).map(list)


few = st.lists(trees(1), min_size=1, max_size=2)
INSERTS = (
    _step("insert", number, number, trees(2)),
    _step("html", number, few),
    _step("beside", number, number, few),
    _step("replace", number, trees(1)),
    _step("wrap", number, attributes()),
    _step("shadow", number, few, st.sampled_from(("open", "open", "closed"))),
)
MOVES = (
    _step("move", number, number, number),
    _step("swap", number),
    _step("take", number),
    _step("back", number, number, number),
    _step("apart", number, number),
    _step("clone", number, number, number),
    _step("unwrap", number),
    _step("split", number),
)
EDITS = (
    _step("text", number, text),
    _step("content", number, text),
    said.flatmap(lambda pair: _step("set", number, st.just(pair[0].replace("x-{c}", "x-y")), st.just(pair[1]))),
    _step("unset", number, st.sampled_from((*UNSET, "data-recording-sensitive"))),
    _step("flip", number, st.sampled_from(CLASSES)),
    _step("value", number, text),
    _step("type", number, st.sampled_from(("{c}", "{e}", "{n}", "{x}"))),
    _step("focus", number),
    _step("tick", number),
    _step("kind", number, st.sampled_from(("text", "password", "tel"))),
    _step("title", text),
    st.sampled_from(("push", "swapAddress", "hash")).flatmap(lambda name: _step(name, st.sampled_from(ROUTES))),
    _step("adopt", number, st.sampled_from(SHEETS)),
    _step("rule", number, st.sampled_from(SHEETS)),
    _step("event", st.just("order"), st.fixed_dictionaries({"who": text, "{c}": st.integers(0, 9)})),
    _step("identify", text),
    _step("choose", number),
    _step("press", number),
    _step("scroll", number),
)
MARKINGS = (
    _step("mark", number, st.sampled_from(MARKS)),
    _step("unmark", number),
    _step("call", st.sampled_from(MARKS[:4]), number),
    _step("select", st.sampled_from(MARKS[:4]), st.sampled_from(RULES)),
    _step("undo", number),
)
PASSING = _step("gap", st.sampled_from(WAYS))
steps = st.one_of(
    st.one_of(*INSERTS), st.one_of(*MOVES), st.one_of(*MOVES), st.one_of(*EDITS), st.one_of(*MARKINGS), PASSING, PASSING,
    st.one_of(_step("flush"), _step("flush"), _step("pause"), _step("resume"), _step("resume")),
)  # fmt: skip


@st.composite
def programs(draw: st.DrawFn) -> dict[str, Any]:
    """A page and what happens on it."""
    preset = draw(st.sampled_from(("strict", "balanced", "balanced")))
    early = draw(st.lists(st.one_of(*MOVES, *EDITS[:2]), max_size=2))
    program = draw(st.lists(steps, min_size=12, max_size=36))
    if draw(st.integers(0, 2)) == 0:
        spoiled = _step("tamper", st.sampled_from(TAMPERS))
        program.insert(draw(st.integers(0, len(program) - 2)), draw(spoiled))
        if preset == "strict" and draw(st.booleans()):
            early.append(draw(spoiled))
    names = draw(st.lists(_pairs(("exclude", "mask", "mask", "ignore", "allow"), RULES), max_size=3))
    options: dict[str, list[str]] = {}
    for name, rule in names:
        options.setdefault(name, []).append(rule)
    return {
        "preset": preset,
        "recordInputs": draw(st.integers(0, 3)) == 0,
        "options": options,
        "address": draw(st.sampled_from(("", "?q={c}", "#{c}", "?u={e}#/u/{c}", "/{c}/{x}?t={c}"))),
        "title": draw(text),
        "head": [["style", {}, [draw(st.sampled_from(SHEETS))]], ["meta", {"name": "author", "content": "{c}"}]],
        "isParsed": draw(st.booleans()),
        "body": [
            ["section", {"class": "panel"}, draw(st.lists(trees(2), min_size=3, max_size=6))],
            ["div", {}, draw(st.lists(trees(2), min_size=1, max_size=4))],
        ],
        "early": early,
        "steps": program,
        "answers": [503] if draw(st.integers(0, 7)) == 0 else [],
    }
