"""Values of attributes in the form in which they may leave: one grammar for each kind (``attributes.py``).

Laws: as in ``mask.py``; a value that does not fit its grammar is dropped, and so is one that upsets it.
"""

import re
from collections.abc import Callable

from recorder import css, shape
from recorder.attributes import BUTTONS, FIELDS, INPUT_TYPES, ROLES, Kind, is_enumerated
from recorder.fields import type_of
from recorder.ledger import Ledger
from recorder.looks import ICONS, is_painted, without_choice
from recorder.mask_addresses import AddressMask
from recorder.mask_texts import TextMask, sound
from recorder.names import Names, is_language, structural
from recorder.policy import ALLOWED, FLOORED, HIDING, MASKED, TYPED, Channel, Policy, Treatment, rule
from recorder.records import Raw

_NUMBER = re.compile(r"[+-]?\d{0,4}(?:\.\d{1,20})?(?:px|%|em|rem|ex|ch|vh|vw|pt|cm|mm|in|deg|s|ms)?")
_SHAPE = re.compile(r"(?:[MmLlHhVvCcSsQqTtAaZz(),;\s%]|[+-]?(?:\d{1,4}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,2})?)*")
_SHAPE_WORDS = re.compile(
    r"\b(?:translate|scale|rotate|skewX|skewY|matrix|x(?:Min|Mid|Max)Y(?:Min|Mid|Max)|meet|slice|none|auto|reverse)\b"
)
_COUNT = re.compile(r"[+-]?\d{1,3}(?:px|%)?")
_DECIMALS = re.compile(r"(\.\d{3})\d+")
_LONG_INTEGER = re.compile(r"(?<![.\d])\d{5}")
_BRACKETS = re.compile(r"\([^()]*\)")
_BARE_NUMBER = re.compile(r"(?:^|[\s,])[+-]?\.?\d")
_DIGIT = re.compile(r"\d")
_FIVE_DIGITS = re.compile(r"\d{5}")
_MEDIA_QUERY = re.compile(r"[\s(),:.<>=0-9a-z-]*", re.IGNORECASE)
_MEDIA_WORDS = frozenset(
    """all screen print speech and or not only min max width height device aspect ratio orientation portrait landscape resolution
    prefers color scheme dark light reduced motion no preference reduce contrast more less hover none any pointer fine coarse px
    em rem dpi dpcm dppx min-width max-width min-height max-height min-device-width max-device-width device-width
    prefers-color-scheme prefers-reduced-motion prefers-contrast no-preference any-hover any-pointer display-mode standalone
    -webkit-min-device-pixel-ratio webkit-min-device-pixel-ratio forced-colors active""".split()
)

# What components write into data-state and the like where a visitor ticked or chose something.
_CHOSEN = frozenset("checked unchecked indeterminate selected unselected on off".split())

# Class names that say the same.
_TICKED = re.compile(r"(?:^|[\s_-])(?:un)?(?:checked|ticked|chosen|indeterminate)(?=[\s_-]|$)|[a-z](?:Un)?[cC]hecked(?=[\s_-]|$)")
_TICKED_OR_CHOSEN = re.compile(rf"{_TICKED.pattern}|(?:^|[\s_-])(?:selected|active|on)(?=[\s_-]|$)")
_CHOICE_ROLES = frozenset("option radio checkbox switch menuitemradio menuitemcheckbox".split())

_CHOICE_STATES = frozenset(("aria-checked", "aria-pressed"))
# Attributes that others are read by: what is said of an element with one of them is said of no other.
TELLING = _CHOICE_STATES | {"role", "contenteditable"}
# Of such in a row, the tab key reaches the one that was chosen.
_ROVING = _CHOICE_ROLES
_SLIDING = frozenset(("slider", "spinbutton"))
_WRITTEN_ROLES = frozenset(("textbox", "searchbox", "combobox"))

# What drawings are made of: below a mask a signature is as much as a name is. The drawing itself keeps its size.
_DRAWN = ("path", "polygon", "polyline", "line", "rect", "circle", "ellipse")
_MOST_PIECES = 48  # of a drawing in steps: a code to be scanned has hundreds
_STEPS = r"[MmHhVvZz\d\s,.+-]*"  # compiled at first use

# Kinds that take long to read, and whose grammars look at nothing but value and context, at attributes that are ``TELLING``, and
# below a mask at the tag.
LABORIOUS = frozenset({Kind.STYLE, Kind.TOKENS, Kind.SHAPE, Kind.PAINT, Kind.MEDIA_QUERY})


class AttributeMask:
    """Hides the attributes of one recording."""

    def __init__(self, policy: Policy, ledger: Ledger, names: Names, texts: TextMask, addresses: AddressMask) -> None:
        self._policy = policy
        self._ledger = ledger
        self._names = names
        self._texts = texts
        self._addresses = addresses

    def read(self, kind: Kind, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        """One value; None: it does not leave. ``raw``: all attributes of the element."""
        try:
            shown = _GRAMMARS[kind](self, tag, value, raw, context)
        except Exception:  # whatever a page managed to upset: it is hidden
            shown = None
        if shown is None:
            self._ledger.hide("attribute", rule=rule(Channel.TEXT, context) if context & HIDING else "not known")
            return None
        return sound(shown)

    def _flag(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        return ""

    def _number(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        if context & MASKED and tag in _DRAWN:
            return None
        return _DECIMALS.sub(r"\1", value.strip()) if _NUMBER.fullmatch(value.strip()) else None

    def _count(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        return value.strip() if _COUNT.fullmatch(value.strip()) else None

    def _turn(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        if self._policy.decide(Channel.STATE, context) is not Treatment.SHOW and not _ROVING.isdisjoint(_roles(raw)):
            return None
        return value if is_enumerated(value) else self._count(tag, value, raw, context)

    def _ordinal(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        shown = self._policy.decide(Channel.TEXT, context) is Treatment.SHOW
        return self._count(tag, value, raw, context) if shown else None

    def _shape(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        if (context & MASKED and tag in _DRAWN) or _is_matrix(value):
            return None
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
        if context & MASKED and tag in ICONS:
            return None
        declared = css.declarations(f"fill:{value}", self._names, strict=self._policy.strict)
        shown = declared.partition(":")[2].strip().rstrip(";")
        return shown if shown and not _BARE_NUMBER.search(_BRACKETS.sub("", shown)) else None

    def _tokens(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        if self._policy.decide(Channel.STATE, context) is not Treatment.SHOW:
            is_choice = not _CHOICE_ROLES.isdisjoint(_roles(raw)) or not _CHOICE_STATES.isdisjoint(raw)
            chosen = _TICKED_OR_CHOSEN if is_choice else _TICKED
            if chosen.search(value):
                value = " ".join(name for name in value.split() if not chosen.search(name))
        if context & MASKED:
            value = without_choice(tag, value)
        return self._names.tokens(value)

    def _ident(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        return " ".join([self._names.ident(part) for part in value.split()[:50]]) or None

    def _style(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        show = self._addresses.of_style if self._policy.decide(Channel.MEDIA, context) is Treatment.SHOW else None
        shown = css.declarations(value, self._names, strict=self._policy.strict, show=show)
        if context & TYPED and self._policy.decide(Channel.STATE, context) is not Treatment.SHOW and _draws(raw):
            shown = ";".join(said for said in shown.split(";") if not _DIGIT.search(said))  # a slider's thumb stands at its value
        if context & MASKED:
            shown = ";".join(said for said in shown.split(";") if not is_painted(tag, said))
        return shown

    def _media_query(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        words = re.findall(r"[A-Za-z][A-Za-z-]*", value)
        fits = _MEDIA_QUERY.fullmatch(value) and not _FIVE_DIGITS.search(value) and not _DIGIT.search(_BRACKETS.sub("", value))
        return value if fits and all(word in _MEDIA_WORDS for word in words) else None

    def _label(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        if tag in FIELDS and context & FLOORED:
            return shape.value(value)
        if not _SLIDING.isdisjoint(_roles(raw)) and _DIGIT.search(value):
            return self._texts.text(Raw(value), context | TYPED)  # "Volume: 73 %"
        here = tag in FIELDS or "contenteditable" in raw or "role" in raw
        return self._texts.text(Raw(value), context & ~TYPED if here else context)  # within an editor, labels are typed, too

    def _state(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        if self._policy.decide(Channel.STATE, context) is not Treatment.SHOW:
            return None
        if value in ("true", "false", "mixed", "", "checked", "selected"):
            return value
        return _DECIMALS.sub(r"\1", value) if _NUMBER.fullmatch(value) else None

    def _value(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        """The value attribute: a label on a button that has no other, else what its state tells, or nobody."""
        if tag == "input" and type_of(raw) in BUTTONS:
            return self._label(tag, value, raw, context)
        # How full a gauge is may tell of what is typed. Without a value it would run to and fro.
        return "0.5" if tag in ("progress", "meter") else None

    def _link(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        return self._addresses.link(tag, value, context)

    def _media(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        return self._addresses.media(tag, value, context)

    def _sources(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        return self._addresses.sources(value, context)

    def _language(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        return value if is_language(value) else None

    def _custom(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        if value in _CHOSEN and self._policy.decide(Channel.STATE, context) is not Treatment.SHOW:
            return None
        return value if len(value) <= 30 and (value == "" or structural(value)) else None

    def _own_text(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        return self._label(tag, value, raw, context)

    def _own_open(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        return self._label(tag, value, raw, context | ALLOWED)

    def _own_word(self, tag: str, value: str, raw: dict[str, Raw], context: int) -> str | None:
        shown = self._own_open(tag, value, raw, context)
        return value if shown == value and self._custom(tag, value, raw, context) is not None else None


def _is_matrix(value: str) -> bool:
    """Whether a drawing is a code to be scanned, which is as good as written: many pieces, all of level and upright lines."""
    return value.lower().count("m") > _MOST_PIECES and re.fullmatch(_STEPS, value) is not None


def _roles(raw: dict[str, Raw]) -> list[str]:
    return raw["role"].reveal().lower().split() if "role" in raw else []


def _draws(raw: dict[str, Raw]) -> bool:
    """Whether an element that is typed into, or lies in one, may be drawn at the place that its value says."""
    return "contenteditable" not in raw and _WRITTEN_ROLES.isdisjoint(_roles(raw))


_Grammar = Callable[[AttributeMask, str, str, dict[str, Raw], int], str | None]
_GRAMMARS: dict[Kind, _Grammar] = {kind: getattr(AttributeMask, f"_{kind.name.lower()}") for kind in Kind}
