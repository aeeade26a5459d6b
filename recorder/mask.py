"""The only gate: turns ``Raw`` into ``SafeText``, or into nothing.

Whatever leaves was made here, by the one decision of ``policy.py`` for its channel and context. The form of it is found
elsewhere, as plain text: ``mask_texts.py``, ``mask_attributes.py``, ``mask_addresses.py``, ``css.py``, ``stand_ins.py``. Laws:

- nothing else makes ``SafeText`` (a test holds it), and the encoder takes nothing else;
- an attribute, word or form that is not known is dropped;
- whatever raises here hides: the last line of every function is the strictest value;
- what is shown has passed the detector of personal data first.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from recorder import css, stand_ins
from recorder.attributes import SCOPED, Kind
from recorder.findings import Findings
from recorder.ledger import Ledger
from recorder.mask_addresses import AddressMask
from recorder.mask_attributes import LABORIOUS, TELLING, AttributeMask
from recorder.mask_texts import Around, TextMask, alone
from recorder.mirror import Node, State
from recorder.names import Names, structural
from recorder.policy import FLOORED, MASKED, Channel, Policy, Treatment, called, rule
from recorder.records import Raw
from recorder.repeats import Repeats
from recorder.rrweb import line, quoted
from recorder.taint import Taint

_SCOPED = re.compile(SCOPED)
_PARTS_OF_KEY = re.compile(r"[A-Z]+(?![a-z])|[^\W\d_][^\W\d_A-Z]*")
_LONGEST_KEY = 60
_DECIMALS = 2  # of a number that the site tells
_DIGITS_IN_LIST, _BESIDE_IN_LIST = 8, 20  # room for a date, not for a telephone number; texts on each side
_PICTURE = re.compile(r"data:image/(?:webp|png|jpeg);base64,[A-Za-z0-9+/]+={0,2}")
_MOST_PICTURE = 1_000_000


class SafeText(str):
    """Text that may leave."""

    __slots__ = ()


Attributes = dict[SafeText, SafeText]
SafeJson = SafeText | int | float | bool | None | list["SafeJson"] | dict[SafeText, "SafeJson"]
OwnWord = Literal[
    "velo-gap", "velo-ledger", "velo-page", "velo-visibility", "velo-zoom", "dirty_nodes", "waiting_chars",
    "100% 100%", "modal", "non-modal", "on", "", " "
]  # fmt: skip


class Mask:
    """The gate of one recording: its policy, its map of renamed tokens, its ledger."""

    def __init__(self, policy: Policy, ledger: Ledger, typed: Taint | None = None) -> None:
        self.policy = policy
        self.ledger = ledger
        self.names = Names()
        self.said = Repeats(ledger)  # in this wording
        self.findings = Findings(policy, ledger, typed or Taint())
        self.texts = TextMask(policy, ledger, self.findings)
        self.addresses = AddressMask(policy, ledger, self.names, self.findings, self.said)
        self._read = AttributeMask(policy, ledger, self.names, self.texts, self.addresses).read
        self._kinds = policy.own.kinds
        self._own_names = {name: SafeText(name) for name in (*self._kinds, "name")}
        self._shows_text: dict[int, bool] = {}  # by context: the policy never changes

    # -- words ------------------------------------------------------------------------------------------------------

    def text(self, raw: Raw, context: int, around: Around = alone, held_from: Callable[[str], int] = len) -> SafeText:
        """Text on the page. ``around``: gives what stands before and after it to a reader's eye."""
        return SafeText(self.texts.text(raw, context, around, held_from))

    def value(self, state: State | None, context: int, around: Around = alone) -> SafeText:
        """What a field holds."""
        return SafeText(self.texts.value(state, context, around))

    def text_node(
        self, raw: Raw, context: int, node: Node,
        around: Callable[[Node, str], tuple[str, str]], held_from: Callable[[Node, str], int],
    ) -> str:  # fmt: skip
        """A text as a serialized node, up to its id: JSON with an open brace."""
        text, shows = raw.reveal(), self._shows_text.get(context)
        if shows is None:
            shows = self._shows_text[context] = self.policy.decide(Channel.TEXT, context) is Treatment.SHOW
        beside = around(node, text) if shows else None
        held = held_from(node, text) if shows else 0
        key = (text, context, beside, held)
        known = self.said.get(key)
        if known is not None:
            known.again += 1
            return known.text
        mark = self.ledger.mark()
        said = f'{{"type":3,"textContent":{quoted(self.texts.text(raw, context, lambda _: beside or ("", ""), lambda _: held))}'
        self.said.put(key, said, mark)
        return said

    def own_word(self, word: OwnWord) -> SafeText:
        """A word of our own."""
        return SafeText(word)

    def custom_name(self, raw: Raw) -> SafeText:
        """The name of an event that the site itself told."""
        return SafeText(self.names.token(raw.reveal()))

    def custom(self, raw: Raw, is_echo: bool = False) -> SafeJson:
        """What the site told with an event, masked like text on the page. ``is_echo``: it may repeat what nobody read."""
        try:
            return self._custom_data(json.loads(raw.reveal()), MASKED if is_echo else 0)
        except (ValueError, RecursionError):
            return None

    def _custom_data(self, data: Any, context: int, key: str = "") -> SafeJson:
        """``key``: what the data is called, a label to the detectors and to the floor: dateOfBirth, last_name, pin."""
        context |= called(key)
        if isinstance(data, dict):
            told = {str(key): self._custom_data(value, context, str(key)) for key, value in data.items()}
            return {SafeText(self.names.token(key)): value for key, value in told.items()}
        if isinstance(data, list):
            return self._custom_list(data, context, key)
        if isinstance(data, str):
            label = f"{_words(key)}: " if key else ""
            return self._custom_text(data, context, (label, ""))
        if data is None or isinstance(data, bool):
            return data
        # Amounts and counts stay; what has more digits may be somebody's number, a place on earth, or a code.
        small = abs(data) < (1_000 if self.policy.strict or context else 10_000) and not context & FLOORED
        return (data if isinstance(data, int) else round(data, _DECIMALS)) if small else None

    def _custom_list(self, data: list[Any], context: int, key: str) -> SafeJson:
        """What stands in a list is read together: a number in pieces, digit by digit."""
        said = [value if isinstance(value, str) else "" for value in data]
        if sum(map(str.isdigit, "".join(map(str, _numbers(data))))) > _DIGITS_IN_LIST:
            context |= FLOORED
        shown: list[SafeJson] = []
        for at, value in enumerate(data):
            if isinstance(value, str):
                before = " ".join([f"{_words(key)}:", *said[max(0, at - _BESIDE_IN_LIST) : at], ""])
                after = " ".join(["", *said[at + 1 : at + 1 + _BESIDE_IN_LIST]])
                shown.append(self._custom_text(value, context, (before, after)))
            else:
                shown.append(self._custom_data(value, context, key))
        return shown

    def _custom_text(self, data: str, context: int, around: tuple[str, str]) -> SafeText:
        return self.text(Raw(data), 0 if structural(data) and not context & FLOORED else context, lambda text: around)

    def account(self) -> SafeJson:
        """The ledger: its words are ours."""
        counts = self.ledger.as_dict()
        return {
            SafeText(name): {SafeText(word): count for word, count in words.items()} for name, words in counts.items() if words
        }

    # -- elements and their attributes ------------------------------------------------------------------------------

    def tag(self, name: str) -> SafeText:
        """The name of an element."""
        return SafeText(self.names.tag(name))

    def custom_tag(self, raw: Raw) -> SafeText:
        """The name of a custom element."""
        return self.tag(raw.reveal())

    def attribute_name(self, name: str) -> SafeText | None:
        """The name of an attribute; None: it is none of those that may leave."""
        known = self._own_names.get(name)
        if known is not None:
            return known
        return SafeText(self.names.attribute(name)) if _SCOPED.fullmatch(name) else None

    def attributes(self, tag: str, raw: dict[str, Raw], context: int) -> Attributes:
        """The attributes of an element that may leave, in their safe form."""
        return {name: SafeText(shown) for name, shown in self._attributes(tag, raw, context).items()}

    def _attributes(self, tag: str, raw: dict[str, Raw], context: int) -> dict[SafeText, str]:
        if self.policy.decide(Channel.TEXT, context) is Treatment.BLOCK:
            return {}
        safe: dict[SafeText, str] = {}
        for name, value in raw.items():
            shown = self._attribute(tag, name, value, raw, context)
            if shown is not None:
                known = self._own_names.get(name) or self.attribute_name(name)
                if known is not None:
                    safe[known] = shown
        return safe

    def plain_element(self, tag: str, raw: dict[str, Raw], context: int) -> str:
        """An element that is no more than its attributes say, as ``element`` gives it.

        Elements whose attributes the probe told alike share ``raw`` (``parse.py``).
        """
        key = (tag, context, id(raw))
        known = self.said.get(key)
        if known is not None:
            known.again += 1
            return known.text
        mark = self.ledger.mark()
        pairs = [f"{quoted(name)}:{quoted(shown)}" for name, shown in self._attributes(tag, raw, context).items()]
        said = _opening(self.names.tag(tag), f"{{{','.join(pairs)}}}")
        self.said.put(key, said, mark, raw)
        return said

    def element(self, tag: str, safe: Mapping[Any, Any]) -> str:
        """A serialized element with these attributes, up to its children: JSON with an open bracket."""
        return _opening(self.names.tag(tag), line(safe))

    def attribute(self, tag: str, name: str, value: Raw, raw: dict[str, Raw], context: int) -> SafeText | None:
        """One attribute in its safe form; None: it does not leave. ``raw``: all attributes of the element."""
        shown = self._attribute(tag, name, value, raw, context)
        return None if shown is None else SafeText(shown)

    def _attribute(self, tag: str, name: str, value: Raw, raw: dict[str, Raw], context: int) -> str | None:
        kind, text = self._kinds.get(name), value.reveal()
        if kind is None and tag == "slot" and name == "name":
            kind = Kind.IDENT
        if kind is None:
            return "" if _SCOPED.fullmatch(name) else None
        if kind not in LABORIOUS or not TELLING.isdisjoint(raw):
            return self._read(kind, tag, text, raw, context)
        key = (kind, context, text, tag if context & MASKED else "")
        known = self.said.get(key)
        if known is None:
            mark = self.ledger.mark()
            shown = self._read(kind, tag, text, raw, context)
            self.said.put(key, shown, mark)
            return shown
        if known.notes:
            self.ledger.repeat(known.notes)  # at once: whoever asked may be about to remember them
        return None if known.is_none else known.text

    # -- documents and style sheets ---------------------------------------------------------------------------------

    def page(self, raw: Raw, is_echo: bool = False) -> SafeText:
        """The address of the page; what is said of addresses later is said from there. ``is_echo``: as of ``custom``."""
        return SafeText(self.addresses.page(raw.reveal(), is_echo))

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
        show = self.addresses.of_style if of_page and self.policy.decide(Channel.MEDIA, context) is Treatment.SHOW else None
        return SafeText(css.sheet(raw.reveal(), self.names, strict=self.policy.strict, show=show))

    def rule(self, raw: Raw, context: int) -> SafeText:
        """One rule that a script inserted. A hidden one leaves an empty rule, so that those after it keep their places."""
        return SafeText(self.sheet(raw, context, of_page=True).strip() or css.STAND_IN)

    def rules(self, raw: Raw, context: int) -> list[SafeText]:
        """The rules of a sheet that scripts made, one by one."""
        return [SafeText(rule) for rule in css.rules(self.sheet(raw, context, of_page=True))]

    def join_styles(self, *styles: SafeText | None) -> SafeText:
        """Several style attributes as one."""
        return SafeText(";".join(style for style in styles if style))

    # -- what stands where something is hidden ----------------------------------------------------------------------

    def box(self, tag: str, width: int, height: int, place: dict[str, Raw | None] | None = None) -> Attributes:
        """All that is said of an excluded element: its size (px), and how it lies there."""
        return {SafeText(name): SafeText(value) for name, value in stand_ins.box(tag, width, height, place or {}).items()}

    def placed(self, place: dict[str, Raw | None]) -> Attributes:
        """How an excluded box lies there, as CSS declarations."""
        return {SafeText(name): SafeText(value) for name, value in stand_ins.placed(place).items()}

    def pixels(self, number: float) -> SafeText:
        """A length in CSS px."""
        return SafeText(f"{int(number)}px")

    def picture(self, width: int, height: int) -> SafeText:
        """A grey picture of that size (px), for one that is hidden."""
        return SafeText(stand_ins.picture(width, height))

    def pixels_shown(self, raw: Raw, context: int) -> SafeText | None:
        """A picture of what an opened canvas or film shows; None: it does not leave."""
        shows = self.policy.decide(Channel.PIXELS, context) is Treatment.SHOW
        if shows and len(raw.reveal()) <= _MOST_PICTURE and _PICTURE.fullmatch(raw.reveal()):
            return SafeText(raw.reveal())
        self.ledger.hide("media", rule=rule(Channel.MEDIA, context))
        return None

    def behind(self, picture: SafeText) -> SafeText:
        """A picture as a CSS value."""
        return SafeText(f"url({picture})")

    def canvas(self, raw: dict[str, Raw]) -> SafeText:
        """The style that gives a canvas its size. ``raw``: its attributes."""
        return SafeText(stand_ins.canvas(raw))

    def on_top(self, raw: Raw) -> SafeText:
        """The style of an open popover. ``raw``: its CSS display."""
        return SafeText(stand_ins.on_top(raw.reveal()))


def _words(key: str) -> str:
    return " ".join(_PARTS_OF_KEY.findall(key[:_LONGEST_KEY]))


def _numbers(data: Any) -> Iterator[int | float]:
    """The numbers in a list, those in its lists too."""
    if isinstance(data, list):
        for value in data:
            yield from _numbers(value)
    elif isinstance(data, (int, float)) and not isinstance(data, bool):
        yield data


def _opening(tag: str, attributes: str) -> str:
    return f'{{"type":2,"tagName":{quoted(tag)},"attributes":{attributes},"childNodes":['
