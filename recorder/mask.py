"""The only gate: turns ``Raw`` into ``SafeText``, or into nothing.

Whatever leaves was made here, by the one decision of ``policy.py`` for its channel and context. Laws:

- nothing else makes ``SafeText`` (a test holds it), and the encoder takes nothing else;
- an attribute, word or form that is not known is dropped;
- whatever raises here hides: the last line of every function is the strictest value;
- what is shown has passed the detector of personal data first.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from recorder import css, shape, urls
from recorder.attributes import (
    BUTTONS,
    CHOICES,
    FIELDS,
    FRAMES,
    INLINE,
    INPUT_TYPES,
    KINDS,
    PLACED,
    PLACES,
    ROLES,
    SCOPED,
    Kind,
    is_enumerated,
)
from recorder.ledger import Ledger
from recorder.mirror import Mirror, Node, State
from recorder.names import Names, is_language, structural
from recorder.policy import ALLOWED, FLOORED, HIDING, TYPED, Channel, Policy, Treatment, rule
from recorder.readings import Reading, readings
from recorder.records import Raw
from recorder.repeats import Repeats
from recorder.rrweb import line, quoted
from recorder.taint import Taint

_SCOPED = re.compile(SCOPED)
_SURROGATE = re.compile("[\ud800-\udfff\x00]")
_NUMBER = re.compile(r"[+-]?\d{0,4}(?:\.\d{1,20})?(?:px|%|em|rem|ex|ch|vh|vw|pt|cm|mm|in|deg|s|ms)?")
_SHAPE = re.compile(r"(?:[MmLlHhVvCcSsQqTtAaZz(),;\s%]|[+-]?(?:\d{1,4}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,2})?)*")
_SHAPE_WORDS = re.compile(
    r"\b(?:translate|scale|rotate|skewX|skewY|matrix|x(?:Min|Mid|Max)Y(?:Min|Mid|Max)|meet|slice|none|auto|reverse)\b"
)
_MEDIA_QUERY = re.compile(r"[\s(),:.<>=0-9a-z-]*", re.IGNORECASE)
_LENGTH = re.compile(r"(-?\d{1,4}(?:\.\d{1,9})?)px")
_COUNT = re.compile(r"[+-]?\d{1,3}(?:px|%)?")
_BRACKETS = re.compile(r"\([^()]*\)")
_BARE_NUMBER = re.compile(r"(?:^|[\s,])[+-]?\.?\d")
_DIGIT = re.compile(r"\d")
_FEW_DIGITS = 4  # from here on, a value that is being typed could become a card or a telephone number
_FIVE_DIGITS = re.compile(r"\d{5}")
# Twelve digits and more, together or in groups of three and more: longer than order numbers, dates and amounts are.
_LONG_NUMBER = re.compile(r"(?<![\d.,])(?=(?:[ \u00a0-]?\d){12})\d{3,}(?:[ \u00a0-]\d{3,})*(?![.,]?\d)")
_LONG_INTEGER = re.compile(r"(?<![.\d])\d{5}")
_PARTS_OF_KEY = re.compile(r"[A-Z]+(?![a-z])|[^\W\d_][^\W\d_A-Z]*")
_LONGEST_KEY = 60
_DECIMALS = re.compile(r"(\.\d{3})\d+")


# Attributes that are read on the page like words.
LABELS = frozenset(name for name, kind in KINDS.items() if kind is Kind.LABEL)

_PICTURE = re.compile(r"data:image/(?:webp|png|jpeg);base64,[A-Za-z0-9+/]+={0,2}")
_MOST_PICTURE = 1_000_000
_MOST_REMEMBERED = 700  # characters: a piece of a block, with all that may stand around it
_TEXTS_REMEMBERED = 4_000
_FIRST_KEPT = 1 << 39  # numbers of fields in excluded boxes are no node ids
# A longer text is hidden whole: looking through it would hold up everything else for seconds.
_MOST_DETECTED = 200_000


class SafeText(str):
    """Text that may leave."""

    __slots__ = ()


Attributes = dict[SafeText, SafeText]
SafeJson = SafeText | int | float | bool | None | list["SafeJson"] | dict[SafeText, "SafeJson"]
OwnWord = Literal[
    "velo-gap", "velo-ledger", "velo-page", "velo-visibility", "velo-zoom", "dirty_nodes", "waiting_chars",
    "100% 100%", "modal", "non-modal", "", " "
]  # fmt: skip
Find = Callable[[str], list[tuple[int, int, str]]]
Around = Callable[[str], tuple[str, str]]


def alone(text: str) -> tuple[str, str]:
    """What stands around a text that stands alone."""
    return "", ""


class Mask:
    """The gate of one recording: its policy, its map of renamed tokens, its ledger."""

    def __init__(self, policy: Policy, ledger: Ledger, typed: Taint | None = None) -> None:
        self.policy = policy
        self.ledger = ledger
        self.names = Names()
        self._kinds = policy.own.kinds
        self._own_names = {name: SafeText(name) for name in (*self._kinds, "name")}
        self.taint = typed or Taint()
        self._first_field = self.taint.begin_page()
        self._find: Find | None = None
        # What the detectors said of a text, and its readings: pages repeat themselves.
        self._found: dict[str, tuple[list[tuple[int, int, str]], list[Reading]]] = {}
        self._welcome = frozenset({"email"}) if not policy.strict and policy.options.record_emails else frozenset()
        self._shows_long_numbers = policy.options.record_numbers and not policy.strict
        self._page = ""
        self._base: dict[str, Raw] | None = None  # attributes of the document that addresses are relative to
        self._shows_text: dict[int, bool] = {}  # by context: the policy never changes
        self._said = Repeats(ledger)

    def forget_said(self) -> None:
        """A wording ends: what is said next is decided anew."""
        self._said.forget()

    # -- words ------------------------------------------------------------------------------------------------------

    def text(self, raw: Raw, context: int, around: Around = alone) -> SafeText:
        """Text on the page. ``around``: gives what stands before and after it to a reader's eye."""
        treatment, text = self.policy.decide(Channel.TEXT, context), raw.reveal()
        if treatment is Treatment.SHOW:
            return self._shown(text, around, is_allowed=bool(context & ALLOWED))
        if treatment is Treatment.MASK:
            if not text or text.isspace():
                return SafeText(shape.text(text))
            self.ledger.hide("text", 1, rule(Channel.TEXT, context))
            return SafeText(shape.value(text.strip()) if context & TYPED else shape.text(text))
        return SafeText("")

    def text_node(self, raw: Raw, context: int, around: Callable[[Node, str], tuple[str, str]], node: Node) -> str:
        """The same as a serialized node, up to its id: JSON with an open brace."""
        text, shows = raw.reveal(), self._shows_text.get(context)
        if shows is None:
            shows = self._shows_text[context] = self.policy.decide(Channel.TEXT, context) is Treatment.SHOW
        beside = around(node, text) if shows else None
        key = (text, context, beside)
        known = self._said.get(key)
        if known is not None:
            known.again += 1
            return known.text
        mark = self.ledger.mark()
        said = f'{{"type":3,"textContent":{quoted(self.text(raw, context, lambda text: beside or ("", "")))}'
        self._said.put(key, said, mark)
        return said

    def value(self, state: State | None, context: int, around: Around = alone) -> SafeText:
        """What a field holds. A value that was not read stands as if there were one: its absence would tell."""
        value = state[0] if state is not None else None
        if value is None:
            self.ledger.hide("floor", rule=rule(Channel.VALUE, context))
            return SafeText(shape.VALUE)
        if self.policy.decide(Channel.VALUE, context) is Treatment.SHOW:
            return self._shown(value.reveal(), around, whole=True)
        if value.reveal():
            self.ledger.hide("value", rule=rule(Channel.VALUE, context))
        return SafeText(shape.value(value.reveal()))

    def looks_alike(self, before: State, after: State, context: int) -> bool:
        """Whether a field that is hidden looks the same in two states."""
        if Treatment.SHOW in (self.policy.decide(Channel.VALUE, context), self.policy.decide(Channel.STATE, context)):
            return False
        texts = [None if state[0] is None else shape.value(state[0].reveal()) for state in (before, after)]
        return texts[0] == texts[1]

    def texts_look_alike(self, before: Raw | None, after: Raw, context: int) -> bool:
        """Whether a text that is hidden looks the same as what stood there before."""
        if before is None or self.policy.decide(Channel.TEXT, context) is Treatment.SHOW:
            return False
        texts = [raw.reveal() for raw in (before, after)]
        if context & TYPED:
            return shape.value(texts[0].strip()) == shape.value(texts[1].strip())
        return shape.text(texts[0]) == shape.text(texts[1])

    def is_unfinished(self, state: State, raw: dict[str, Raw]) -> bool:
        """Whether a value could be the first part of something personal: only when a field is left one can tell."""
        value = state[0].reveal() if state[0] is not None else ""
        kind = raw["type"].reveal().strip().lower() if "type" in raw else ""
        return bool(value) and (kind in ("email", "tel") or "@" in value or sum(map(str.isdigit, value)) >= _FEW_DIGITS)

    def note_typed(self, field_id: int, tag: str, raw: dict[str, Raw], state: State, context: int) -> None:
        """Remembers what was typed into a hidden field, to hide it wherever the page repeats it."""
        if state[0] is not None and has_text_value(tag, raw) and self.policy.decide(Channel.VALUE, context) is not Treatment.SHOW:
            self.taint.add(self._first_field + field_id, state[0].reveal())

    def note_written(self, node_id: int, text: Raw, context: int) -> None:
        """Remembers what was written into an editor that is hidden."""
        if context & TYPED and self.policy.decide(Channel.TEXT, context) is not Treatment.SHOW:
            self.taint.add(self._first_field + node_id, text.reveal())

    def note_hidden(self, units: Iterable[Raw], is_kept: bool = False) -> None:
        """Remembers what stands in a hidden place, to hide it wherever the page repeats it. ``is_kept``: told for that alone."""
        for unit in units:
            self.taint.copies.add(unit.reveal(), self._first_field + is_kept)

    def forget_hidden(self, units: Iterable[Raw], is_kept: bool = False) -> None:
        """What stood in a hidden place of this page is not hidden any more; what other pages or boxes hide, still is."""
        self.taint.copies.remove((unit.reveal() for unit in units), self._first_field + is_kept)

    def note_kept(self, field: int, values: Iterable[Raw]) -> None:
        """Remembers what was typed into a field of an excluded box. ``field``: the probe's number for it."""
        for value in values:
            self.taint.add(self._first_field + _FIRST_KEPT + field, value.reveal())

    def ticked(self, state: State | None, context: int) -> bool:
        """Whether a box is ticked; never so when that is hidden."""
        if state is None or not state[1]:
            return False
        if self.policy.decide(Channel.STATE, context) is Treatment.SHOW:
            return True
        self.ledger.hide("state", rule=rule(Channel.STATE, context))
        return False

    def _shown(self, text: str, around: Around, whole: bool = False, is_allowed: bool = False) -> SafeText:
        """Text that may be read, less the personal data in it. ``whole``: any personal data hides all of it.

        ``is_allowed``: somebody said that this place is to be seen, so it may repeat what a mark hides elsewhere.
        """
        if len(text) > _MOST_DETECTED:
            self.ledger.hide("text")
            return SafeText(shape.text(text))
        spans = self._spans(text, *around(text), is_allowed) if text and not text.isspace() else []
        if not spans:
            return SafeText(_sound(text))
        self.ledger.hide("personal data", len(spans), rule="personal data")
        if whole:
            return SafeText(shape.value(text))
        parts, end = [], 0
        for start, stop in spans:
            parts += [_SURROGATE.sub("\ufffd", text[end:start]), shape.text(text[start:stop])]
            end = stop
        return SafeText("".join([*parts, _SURROGATE.sub("\ufffd", text[end:])]))

    def _spans(self, text: str, before: str, after: str, is_allowed: bool) -> list[tuple[int, int]]:
        """Where a text holds personal data, read alone and together with what stands around it; merged."""
        found = set(self._detect(text, is_allowed))
        if before or after:
            offset, length = len(before), len(text)
            for start, stop, kind in self._detect(before + text + after, is_allowed, is_joined=True):
                if start - offset < length and stop > offset:
                    found.add((max(0, start - offset), min(stop - offset, length), kind))
        for kind, _ in {(kind, start) for start, _, kind in found}:
            self.ledger.found(kind)
        merged: list[tuple[int, int]] = []
        for start, stop, _ in sorted(found):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
            else:
                merged.append((start, stop))
        return merged

    def _detect(self, text: str, is_allowed: bool = False, is_joined: bool = False) -> list[tuple[int, int, str]]:
        """Personal data and copies in a text, and in what it says to a program that decodes it."""
        known, decoded = self._known(text)
        found = known + self._own_and_typed(text, is_allowed, is_joined)
        for reading in decoded:
            inside = self._known(reading.text)[0] + self._own_and_typed(reading.text, is_allowed, is_joined)
            found += [(*reading.span(start, end), kind) for start, end, kind in inside if start < end]
        return found

    def _own_and_typed(self, text: str, is_allowed: bool, is_joined: bool) -> list[tuple[int, int, str]]:
        return self.policy.own.find(text, self.ledger.failed, is_joined) + self.taint.find(text, is_allowed)

    def _known(self, text: str) -> tuple[list[tuple[int, int, str]], list[Reading]]:
        """What the detectors say of a text, and its readings."""
        if self._find is None:
            # Not at the top: in `strict` nothing is shown, and a visitor's browser need not load the detectors.
            from recorder.detect import find

            self._find = find
        known = self._found.get(text)
        if known is None:
            spans = [span for span in self._find(text) if span[2] not in self._welcome]
            if not self._shows_long_numbers and _DIGIT.search(text):
                spans += [(*match.span(), "long_number") for match in _LONG_NUMBER.finditer(text)]
            known = spans, readings(text)
            if len(text) <= _MOST_REMEMBERED:
                if len(self._found) >= _TEXTS_REMEMBERED:
                    self._found.clear()
                self._found[text] = known
        return known

    # -- structure --------------------------------------------------------------------------------------------------

    def pixels_shown(self, raw: Raw, context: int) -> SafeText | None:
        """A picture of what an opened canvas or film shows; None: it does not leave."""
        shows = self.policy.decide(Channel.PIXELS, context) is Treatment.SHOW
        if shows and len(raw.reveal()) <= _MOST_PICTURE and _PICTURE.fullmatch(raw.reveal()):
            return SafeText(raw.reveal())
        self.ledger.hide("media", rule=rule(Channel.MEDIA, context))
        return None

    def custom_tag(self, raw: Raw) -> SafeText:
        """The name of a custom element."""
        return self.tag(raw.reveal())

    def behind(self, picture: SafeText) -> SafeText:
        """A picture as a CSS value."""
        return SafeText(f"url({picture})")

    def own_word(self, word: "OwnWord") -> SafeText:
        """A word of our own."""
        return SafeText(word)

    def is_plain(self, raw: Raw, context: int, around: Around) -> bool:
        """Whether a text is shown as it is, so that offsets in it tell nothing more."""
        text = raw.reveal()
        shows = self.policy.decide(Channel.TEXT, context) is Treatment.SHOW and len(text) <= _MOST_DETECTED
        return shows and not self._spans(text, *around(text), bool(context & ALLOWED))

    def tag(self, name: str) -> SafeText:
        """The name of an element."""
        return SafeText(self.names.tag(name))

    def quirks(self, raw: Raw) -> SafeText:
        """The mode of a document, if it is the old one."""
        return SafeText("BackCompat" if raw.reveal() == "BackCompat" else "")

    def again(self, number: int) -> SafeText:
        """The mode of a document that a player is to build anew, though it knows its id: one that differs from all before."""
        return SafeText(f"CSS1Compat {int(number)}")

    def doctype(self, raw: Raw) -> SafeText:
        """Name or public identifier of a doctype: "html", or nothing."""
        return SafeText("html" if raw.reveal().lower() == "html" else "")

    def sheet(self, raw: Raw, context: int, *, of_page: bool) -> SafeText:
        """The text of a style sheet. ``of_page``: addresses in it are relative to the page's."""
        if self.policy.decide(Channel.TEXT, context) is Treatment.BLOCK:
            return SafeText("")
        show = self._picture_of_style if of_page and self.policy.decide(Channel.MEDIA, context) is Treatment.SHOW else None
        return SafeText(css.sheet(raw.reveal(), self.names, strict=self.policy.strict, show=show))

    def rule(self, raw: Raw, context: int) -> SafeText:
        """One rule that a script inserted. A hidden one leaves an empty rule, so that those after it keep their places."""
        return SafeText(self.sheet(raw, context, of_page=True).strip() or css.STAND_IN)

    def rules(self, raw: Raw, context: int) -> list[SafeText]:
        """The rules of a sheet that scripts made, one by one."""
        return [SafeText(rule) for rule in css.rules(self.sheet(raw, context, of_page=True))]

    def _picture_of_style(self, address: str) -> str:
        return urls.resource(address, strict=False, page=self._page, find=self._detect)

    def page(self, raw: Raw) -> SafeText:
        """The address of the page; what is said of addresses later is said from there."""
        self._base = None
        self._stand(raw.reveal())
        return SafeText(urls.page(raw.reveal(), strict=self.policy.strict, find=self._detect_if_balanced))

    def _stand(self, address: str) -> None:
        if address != self._page:
            self._page = address
            self._said.forget()

    def stand_at(self, mirror: Mirror, node: Node) -> None:
        """From here on, addresses are relative to the document that this node stands in."""
        document = None if self.policy.strict else mirror.document_of(node)
        if document is not None and document.attributes is not self._base:
            self._base = document.attributes
            if "base" in self._base:
                self._stand(self._base["base"].reveal() or self._page)

    def _detect_if_balanced(self, text: str) -> list[tuple[int, int, str]]:
        return [] if self.policy.strict else self._detect(text)

    def pixels(self, number: float) -> SafeText:
        """A length in CSS px."""
        return SafeText(f"{int(number)}px")

    def placed(self, place: dict[str, Raw | None]) -> Attributes:
        """How an excluded box lies there, as CSS declarations."""
        said: Attributes = {}
        for name, raw in place.items():
            value = raw.reveal() if raw is not None else ""
            length = _LENGTH.fullmatch(value)
            if name in PLACED and (length or value in PLACES):
                said[SafeText(name)] = SafeText(f"{round(float(length[1]))}px" if length else value)
        return said

    def box(self, tag: str, width: int, height: int, place: dict[str, Raw | None] | None = None) -> Attributes:
        """All that is said of an excluded element: its size (px), and the class by which rrweb's player draws a box."""
        # The size was measured with borders and padding, which must not make a small box larger; an inline element has no size of
        # its own, and a dialog is not shown without the attribute that is left out here.
        display = ";display:inline-block" if tag in INLINE or "-" in tag else ";display:block" if tag == "dialog" else ""
        style = f"box-sizing:border-box;padding:0;border:0{display}"
        style += "".join(f";{name}:{value}" for name, value in self.placed(place or {}).items())
        said = {"class": "rr-block", "rr_width": f"{int(width)}px", "rr_height": f"{int(height)}px", "style": style}
        return {SafeText(name): SafeText(value) for name, value in said.items()}

    def picture(self, width: int, height: int) -> SafeText:
        """A grey picture of that size (px), for one that is hidden."""
        return SafeText(
            f"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='{int(width)}' height='{int(height)}'%3E"
            "%3Crect width='100%25' height='100%25' fill='%23d5d8dd'/%3E%3C/svg%3E"
        )

    def on_top(self, raw: Raw) -> SafeText:
        """The style of an open popover. ``raw``: its CSS display."""
        display = raw.reveal() if raw.reveal() in _DISPLAYS else "block"
        return SafeText(f"display:{display}!important;z-index:2147483647")

    def canvas(self, raw: dict[str, Raw]) -> SafeText:
        """The style that gives a canvas its size: an empty picture of it. ``raw``: its attributes."""
        width, height = (_pixels(raw.get(name), default) for name, default in (("width", 300), ("height", 150)))
        return SafeText(
            "content:url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' "
            f"width='{width}' height='{height}'/%3E\")"
        )

    def join_styles(self, *styles: SafeText | None) -> SafeText:
        """Several style attributes as one."""
        return SafeText(";".join(style for style in styles if style))

    def account(self) -> "SafeJson":
        """The ledger: its words are ours."""
        counts = self.ledger.as_dict()
        return {
            SafeText(name): {SafeText(word): count for word, count in words.items()} for name, words in counts.items() if words
        }

    def custom_name(self, raw: Raw) -> SafeText:
        """The name of an event that the site itself told."""
        return SafeText(self.names.token(raw.reveal()))

    def custom(self, raw: Raw) -> "SafeJson":
        """What the site told with an event, masked like text on the page."""
        try:
            return self._custom_data(json.loads(raw.reveal()))
        except (ValueError, RecursionError):
            return None

    def _custom_data(self, data: Any, key: str = "") -> "SafeJson":
        """``key``: what the data is called, a label to the detectors: dateOfBirth, last_name."""
        if isinstance(data, dict):
            return {SafeText(self.names.token(str(key))): self._custom_data(value, str(key)) for key, value in data.items()}
        if isinstance(data, list):
            return [self._custom_data(value, key) for value in data]
        if isinstance(data, str):
            label = f"{' '.join(_PARTS_OF_KEY.findall(key[:_LONGEST_KEY]))}: " if key else ""
            return self.text(Raw(data), 0, lambda text: (label, ""))
        if data is None or isinstance(data, bool):
            return data
        # Amounts and counts stay; what has more digits may be somebody's number.
        small = isinstance(data, (int, float)) and abs(data) < (1_000 if self.policy.strict else 10_000)
        return data if small else None

    # -- attributes -------------------------------------------------------------------------------------------------

    def attribute_name(self, name: str) -> SafeText | None:
        """The name of an attribute; None: it is none of those that may leave."""
        known = self._own_names.get(name)
        if known is not None:
            return known
        return SafeText(self.names.attribute(name)) if _SCOPED.fullmatch(name) else None

    def attributes(self, tag: str, raw: dict[str, Raw], context: int) -> Attributes:
        """The attributes of an element that may leave, in their safe form."""
        if self.policy.decide(Channel.TEXT, context) is Treatment.BLOCK:
            return {}
        safe: Attributes = {}
        for name, value in raw.items():
            shown = self.attribute(tag, name, value, raw, context)
            if shown is not None:
                known = self._own_names.get(name) or self.attribute_name(name)
                if known is not None:
                    safe[known] = shown
        return safe

    def plain_element(self, tag: str, raw: dict[str, Raw], context: int) -> str:
        """An element that is no more than its attributes say, as ``element`` gives it.

        Elements whose attributes the probe told alike share ``raw`` (``records.py``).
        """
        key = (tag, context, id(raw))
        known = self._said.get(key)
        if known is not None:
            known.again += 1
            return known.text
        mark = self.ledger.mark()
        name = self.tag(tag)
        pairs = [f"{quoted(known)}:{quoted(shown)}" for known, shown in self.attributes(tag, raw, context).items()]
        said = _opening(name, f"{{{','.join(pairs)}}}")
        self._said.put(key, said, mark, raw)
        return said

    def element(self, tag: str, safe: Mapping[Any, Any]) -> str:
        """A serialized element with these attributes, up to its children: JSON with an open bracket."""
        return _opening(self.tag(tag), line(safe))

    def attribute(self, tag: str, name: str, value: Raw, raw: dict[str, Raw], context: int) -> SafeText | None:
        """One attribute in its safe form; None: it does not leave. ``raw``: all attributes of the element."""
        kind = self._kinds.get(name)
        if kind is None and tag == "slot" and name == "name":
            kind = Kind.IDENT
        if kind is None:
            return SafeText("") if _SCOPED.fullmatch(name) else None
        if kind not in _LABORIOUS or "role" in raw:
            return self._read(kind, tag, value.reveal(), raw, context)
        key = (kind, context, value.reveal(), "")
        known = self._said.get(key)
        if known is None:
            mark = self.ledger.mark()
            shown = self._read(kind, tag, value.reveal(), raw, context)
            self._said.put(key, shown, mark)
            return shown
        if known.notes:
            self.ledger.repeat(known.notes)  # at once: whoever asked may be about to remember them
        return None if known.is_none else SafeText(known.text)

    def _read(self, kind: Kind, tag: str, value: str, raw: dict[str, Raw], context: int) -> SafeText | None:
        try:
            shown = _READERS[kind](self, tag, value, raw, context)
        except Exception:  # whatever a page managed to upset: it is hidden
            shown = None
        if shown is None:
            self.ledger.hide("attribute", rule=rule(Channel.TEXT, context) if context & HIDING else "not known")
            return None
        return SafeText(_sound(shown))

    def _flag(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        return ""

    def _number(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        return _DECIMALS.sub(r"\1", value.strip()) if _NUMBER.fullmatch(value.strip()) else None

    def _count(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        return value.strip() if _COUNT.fullmatch(value.strip()) else None

    def _ordinal(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        shown = self.policy.decide(Channel.TEXT, context) is Treatment.SHOW
        return self._count(tag, value, raw, context) if shown else None

    def _shape(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        if len(value) > 100_000 or _LONG_INTEGER.search(value) or not _SHAPE.fullmatch(_SHAPE_WORDS.sub("", value)):
            return None
        return _DECIMALS.sub(r"\1", value)

    def _word(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        word = value.strip()
        if tag == "input" and raw.get("type") is not None and raw["type"].reveal() == value:
            return word.lower() if word.lower() in INPUT_TYPES else None
        return word if is_enumerated(word) else None

    def _role(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        return " ".join(role for role in value.lower().split() if role in ROLES) or None

    def _paint(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        declared = css.declarations(f"fill:{value}", self.names, strict=self.policy.strict)
        shown = declared.partition(":")[2].strip().rstrip(";")
        return shown if shown and not _BARE_NUMBER.search(_BRACKETS.sub("", shown)) else None

    def _tokens(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        if self.policy.decide(Channel.STATE, context) is not Treatment.SHOW:
            chosen = _TICKED_OR_CHOSEN if "role" in raw and raw["role"].reveal().strip().lower() in _CHOICE_ROLES else _TICKED
            if chosen.search(value):
                value = " ".join(name for name in value.split() if not chosen.search(name))
        return self.names.tokens(value)

    def _ident(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        return " ".join([self.names.ident(part) for part in value.split()[:50]]) or None

    def _style(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        show = self._picture_of_style if self.policy.decide(Channel.MEDIA, context) is Treatment.SHOW else None
        return css.declarations(value, self.names, strict=self.policy.strict, show=show)

    def _media_query(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        words = re.findall(r"[A-Za-z][A-Za-z-]*", value)
        fits = _MEDIA_QUERY.fullmatch(value) and not _FIVE_DIGITS.search(value) and not _DIGIT.search(_BRACKETS.sub("", value))
        return value if fits and all(word in _MEDIA_WORDS for word in words) else None

    def _label(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        if tag in FIELDS and context & FLOORED:
            return shape.value(value)
        here = tag in FIELDS or "contenteditable" in raw or "role" in raw
        return self.text(Raw(value), context & ~TYPED if here else context)  # within an editor, labels are typed, too

    def _state(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        if self.policy.decide(Channel.STATE, context) is not Treatment.SHOW:
            return None
        if value in ("true", "false", "mixed", "", "checked", "selected"):
            return value
        return _DECIMALS.sub(r"\1", value) if _NUMBER.fullmatch(value) else None

    def _value(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        """The value attribute: a label on a button, else what a field or option holds, which its state tells or nobody."""
        kind = raw["type"].reveal().strip().lower() if "type" in raw else ""
        if tag == "button" or (tag == "input" and kind in BUTTONS):
            return self._label(tag, value, raw, context)
        # How full a gauge is may tell of what is typed. Without a value it would run to and fro.
        return "0.5" if tag in ("progress", "meter") else None

    def _link(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        if self.policy.decide(Channel.ADDRESS, context) is Treatment.SHOW:
            shown = urls.link(value, self.names, strict=False, page=self._page, find=self._detect)
        elif value.startswith("#"):
            shown = urls.link(value, self.names, strict=True, find=self._detect_if_balanced)
        else:
            shown = "#" if tag in ("a", "area") else ""
        if shown != value:
            self.ledger.hide("address", rule=rule(Channel.ADDRESS, context))
        return shown or None

    def _media(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        if tag in _DOCUMENTS:
            return None  # a player would load the site's page there, over what was recorded of it
        if self.policy.decide(Channel.MEDIA, context) is Treatment.SHOW:
            return urls.resource(value, strict=False, page=self._page, find=self._detect) or None
        self.ledger.hide("media", rule=rule(Channel.MEDIA, context))
        return None

    def _sources(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        if self.policy.decide(Channel.MEDIA, context) is Treatment.SHOW:
            return urls.srcset(value, strict=False, page=self._page, find=self._detect) or None
        return None

    def _language(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        return value if is_language(value) else None

    def _custom(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        if value in _CHOSEN and self.policy.decide(Channel.STATE, context) is not Treatment.SHOW:
            return None
        return value if len(value) <= 30 and (value == "" or structural(value)) else None

    def _own_text(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        return self._label(tag, value, raw, context)

    def _own_open(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        return self._label(tag, value, raw, context | ALLOWED)

    def _own_word(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        shown = self._own_open(tag, value, raw, context)
        return value if shown == value and self._custom(tag, value, raw, context) is not None else None


# Kinds that take long to read, and whose readers look at nothing but value, context and role.
_LABORIOUS = frozenset({Kind.STYLE, Kind.TOKENS, Kind.SHAPE, Kind.PAINT, Kind.MEDIA_QUERY})

_Reader = Callable[[Mask, str, str, dict[str, Raw], int], str | None]
_READERS: dict[Kind, _Reader] = {kind: getattr(Mask, f"_{kind.name.lower()}") for kind in Kind}

# How a popover that is open can be laid out.
_DISPLAYS = frozenset("block flex grid inline-block inline-flex inline-grid inline contents table flow-root list-item".split())

# What components write into data-state and the like where a visitor ticked or chose something.
_CHOSEN = frozenset("checked unchecked indeterminate selected unselected on off".split())

# Class names that say the same.
_TICKED = re.compile(r"(?:^|[\s_-])(?:un)?(?:checked|ticked|chosen|indeterminate)(?=[\s_-]|$)|[a-z](?:Un)?[cC]hecked(?=[\s_-]|$)")
_TICKED_OR_CHOSEN = re.compile(rf"{_TICKED.pattern}|(?:^|[\s_-])(?:selected|active|on)(?=[\s_-]|$)")
_DOCUMENTS = frozenset((*FRAMES, "embed"))
_CHOICE_ROLES = frozenset("option radio checkbox switch menuitemradio menuitemcheckbox".split())

_MEDIA_WORDS = frozenset(
    """all screen print speech and or not only min max width height device aspect ratio orientation portrait landscape resolution
    prefers color scheme dark light reduced motion no preference reduce contrast more less hover none any pointer fine coarse px
    em rem dpi dpcm dppx min-width max-width min-height max-height min-device-width max-device-width device-width
    prefers-color-scheme prefers-reduced-motion prefers-contrast no-preference any-hover any-pointer display-mode standalone
    -webkit-min-device-pixel-ratio webkit-min-device-pixel-ratio forced-colors active""".split()
)


def _opening(tag: SafeText, attributes: str) -> str:
    return f'{{"type":2,"tagName":{quoted(tag)},"attributes":{attributes},"childNodes":['


def _sound(text: str) -> str:
    """A text that is UTF-8, without NUL."""
    return text if text.isprintable() else _SURROGATE.sub("\ufffd", text)


def _pixels(raw: Raw | None, default: int) -> int:
    """A size of a canvas as its attribute says it."""
    found = re.match(r"\s*\+?(\d{1,5})", raw.reveal(), re.ASCII) if raw is not None else None
    return int(found[1]) if found else default


def is_slider(tag: str, raw: dict[str, Raw]) -> bool:
    """Whether an element is a field whose value is seen, but not as text."""
    return tag == "input" and "type" in raw and raw["type"].reveal().strip().lower() in ("range", "color")


def is_choice(tag: str, raw: dict[str, Raw]) -> bool:
    """Whether an element is a box to tick or a choice to make: it has a state, and no text of its own."""
    return tag == "input" and "type" in raw and raw["type"].reveal().strip().lower() in CHOICES


def has_text_value(tag: str, raw: dict[str, Raw]) -> bool:
    """Whether an element is a field whose value is seen as text."""
    kind = raw["type"].reveal().strip().lower() if "type" in raw else ""
    return tag == "textarea" or (tag == "input" and kind not in (*BUTTONS, *CHOICES, "hidden", "file", "range", "color"))
