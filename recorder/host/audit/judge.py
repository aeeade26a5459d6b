"""From what a page showed and what left it to findings.

Laws: what no mark and no floor holds back is judged by what really left, preset by preset; the same element is told once; what
was typed into a field that asks for nothing personal may leave where ``recordInputs`` is on, and nowhere else.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from . import search
from .attach import PRESETS
from .canaries import Canary
from .fill import Typed
from .finding import Finding, Looked
from .look import Field, Text
from .outgoing import Outgoing
from .subject import floor_kind, is_floor, kind_of_field, told_by
from .visit import Visited

INPUTS = "inputs"


def judge(visited: Visited, earlier: list[Typed], known: Iterable[str]) -> Looked:
    """Everything about one page. ``earlier``: typed on pages before; ``known``: values that are somebody's, as written."""
    looks = [part for whole in (visited.before, *visited.others, visited.after) for part in whole.all()]
    fields = list({(field.frame, field.selector): field for part in looks for field in part.fields}.values())
    texts = list({(text.frame, text.selector, text.where, text.text): text for part in looks for text in part.texts}.values())
    left = _Left(visited.outgoing, [*earlier, *visited.typed], visited.address)
    shown = _texts(texts, fields, left, visited, {search.plain(value) for value in known})
    repeated = {
        needle for text in texts if not text.is_marked for one in left.in_text(text) if left.shows(text, text.own[0])
        for needle in one.canary.needles
    }  # fmt: skip
    findings = _fields(fields, left, visited, repeated) + shown
    findings += _unexplained(left, visited, repeated, {finding.selector for finding in findings})
    for finding in findings:
        finding.pages = [visited.path]
    sizes = {name: out.size_bytes for name, out in visited.outgoing.items()}
    return Looked(
        visited.path,
        visited.after.title,
        len(fields),
        len(visited.typed),
        len(texts),
        sum(map(is_floor, fields)),
        visited.pressed,
        sizes,
        findings,
        visited.after.size,
        visited.picture,
        any(part.is_full for part in looks),
    )


class _Left:
    """What left, asked once: strings and canaries, by preset."""

    def __init__(self, outgoing: dict[str, Outgoing], typed: list[Typed], address: Canary | None) -> None:
        self.outgoing = outgoing
        self.typed = typed
        self._folded = [(one, [search.plain(needle) for needle in one.canary.needles]) for one in typed]
        self.strings = {name: out.strings() for name, out in outgoing.items()}
        needles = [needle for one in typed for needle in one.canary.needles] + [*(address.needles if address else ())]
        self.needles = {name: set(out.leaves(needles)) for name, out in outgoing.items()}

    def in_text(self, text: Text) -> list[Typed]:
        """What a text repeats of all that was typed."""
        folded = search.plain(text.text)
        return [one for one, needles in self._folded if any(needle in folded for needle in needles)]

    def presets_of(self, needles: Iterable[str]) -> tuple[str, ...]:
        wanted = set(needles)
        return tuple(name for name, found in self.needles.items() if wanted & found)

    def shows(self, text: Text, part: str) -> tuple[str, ...]:
        """Under which presets a part of the text left, in a string that begins as the text does."""
        piece = next((one for one in text.own if part in one), None)
        return tuple(name for name, strings in self.strings.items() if piece and _is_in(piece, part, strings))


def _is_in(piece: str, part: str, strings: set[str]) -> bool:
    """As it stands, or with something else in it hidden."""
    before = piece[: piece.index(part)]
    return piece in strings or any(one.startswith(before + part) for one in strings)


def _fields(fields: Iterable[Field], left: _Left, visited: Visited, repeated: set[str]) -> list[Finding]:
    """``repeated``: canaries that words on the page repeat: those are told of the words."""
    canaries = {(one.field.frame, one.field.selector): one.canary for one in visited.typed}
    found = []
    for field in fields:
        kind = kind_of_field(field)
        canary = canaries.get((field.frame, field.selector))
        presets = left.presets_of(canary.needles) if canary else ()
        is_told = bool(canary and repeated.intersection(canary.needles))
        if field.is_marked or is_floor(field):
            if presets and not is_told:  # would be the recorder's fault
                found.append(_of_field("typed-leaves", field, floor_kind(field), "error", presets))
        elif kind and INPUTS in visited.outgoing:
            found.append(_of_field("unmarked-field", field, kind, "error" if presets else "warning", presets))
        elif presets and presets != (INPUTS,) and not is_told:
            found.append(_of_field("typed-leaves", field, kind or "canary", "error", presets))
    return found


def _of_field(rule: str, field: Field, kind: str, level: str, presets: tuple[str, ...]) -> Finding:
    label = next((one for one in [*field.labels, field.attributes.get("aria-label", ""), field.beside] if one), "")
    name = field.attributes.get("name") or field.attributes.get("id") or field.type or field.tag
    what = f"{field.tag} “{(label or name)[:40].strip(' :*')}”"
    return Finding(rule, kind, level, field.selector, what, presets, [], field.frame, rect=field.rect)


@dataclass(frozen=True)
class _Shown:
    """A text that should not have left, and under what it did. ``place``: what to mark, one element or all alike."""

    text: Text
    kind: str
    presets: tuple[str, ...]

    @property
    def place(self) -> str:
        if self.kind == "free_text" and self.text.thread:
            return self.text.thread
        return self.text.group[0] if self.text.group else self.text.selector


def _texts(texts: list[Text], fields: list[Field], left: _Left, visited: Visited, known: set[str]) -> list[Finding]:
    has_composer = any(field.is_multiline for field in fields)
    rows: dict[tuple[str, str, str], list[_Shown]] = defaultdict(list)
    for text in texts:
        if not text.is_marked and (shown := _shown(text, left, visited, known, has_composer)):
            rows[(shown.kind, text.frame, shown.place)].append(shown)
    return [finding for (_, _, place), shown in rows.items() for finding in _of_texts(place, shown)]


def _shown(text: Text, left: _Left, visited: Visited, known: set[str], has_composer: bool) -> _Shown | None:
    if repeats := left.in_text(text):
        kind, part = "canary", text.own[0]
    elif told := told_by(text, known, has_composer=has_composer):
        kind, part = told
    else:
        return None
    presets = left.shows(text, part)
    if repeats:
        presets = tuple(name for name in presets if not all(_may_show(one, name, visited) for one in repeats))
    return _Shown(text, kind, presets) if presets else None


def _may_show(origin: Typed, preset: str, visited: Visited) -> bool:
    """What was typed on this page shows where its field shows; a field that is personal is a finding of its own."""
    if preset != INPUTS or origin.field.is_marked or is_floor(origin.field):
        return False
    return origin.path == visited.path or kind_of_field(origin.field) is None


def _of_texts(place: str, rows: list[_Shown]) -> list[Finding]:
    """One finding for a column of a table or a conversation, one each for single words."""
    first = rows[0].text
    if len(rows) > 1 and place != first.selector:
        count = len({row.text.selector for row in rows})
        presets = tuple(name for name in PRESETS if any(name in row.presets for row in rows))
        return [_of_text(rows[0], place, presets, count)]
    return [_of_text(row, row.text.selector, row.presets, 1) for row in rows]


def _of_text(shown: _Shown, selector: str, presets: tuple[str, ...], count: int) -> Finding:
    text = shown.text
    return Finding("text-shows", shown.kind, "error", selector, _what(text, count), presets, [], text.frame, count, text.rect)


def _what(text: Text, count: int) -> str:
    """Where it stands and how long it is; not what it says."""
    size = f"{len(text.text.split())} words" if len(text.text.split()) > 1 else "one word"
    where = "" if text.where == "text" else f" in its {text.where}"
    return f"{text.tag}{where}, {size}" + (f", and {count - 1} more like it" if count > 1 else "")


def _unexplained(left: _Left, visited: Visited, repeated: set[str], told: set[str]) -> list[Finding]:
    """Canaries that left by a way that no other finding names."""
    found = []
    if visited.address and (presets := left.presets_of(visited.address.needles)):
        found.append(Finding("address-leaves", "canary", "error", "", "the page's address", presets, []))
    for one in left.typed:
        presets = tuple(name for name in left.presets_of(one.canary.needles) if not _may_show(one, name, visited))
        if not presets or one.field.selector in told or repeated.intersection(one.canary.needles):
            continue
        way = left.outgoing[presets[0]].place_of(one.canary.needles[0])
        what = f"what was typed into {one.field.tag} on {one.path}, in {way} of an event"
        found.append(Finding("typed-leaves", "canary", "error", one.field.selector, what, presets, [], one.field.frame))
    return found
