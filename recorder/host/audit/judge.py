"""From what a page showed and what left it to findings.

Laws: what no mark and no floor holds back is judged by what really left, preset by preset; the same element is told once; what
was typed into a field that asks for nothing personal may leave where ``recordInputs`` is on, and nowhere else.
"""

from collections import defaultdict
from collections.abc import Iterable

from recorder.host import search

from .canaries import Canary
from .fill import Typed
from .finding import Finding, Looked
from .look import Field, Text
from .outgoing import Outgoing
from .subject import floor_kind, is_floor, kind_of_field, kind_of_text
from .visit import Visited

INPUTS = "inputs"


def judge(visited: Visited, earlier: list[Typed], known: Iterable[str]) -> Looked:
    """Everything about one page. ``earlier``: typed on pages before; ``known``: values that are somebody's, as written."""
    looks = [part for whole in (visited.before, *visited.others, visited.after) for part in whole.all()]
    fields = {(field.frame, field.selector): field for part in looks for field in part.fields}
    texts = {(text.frame, text.selector, text.where, text.text): text for part in looks for text in part.texts}
    left = _Left(visited.outgoing, [*earlier, *visited.typed], visited.address)
    findings = _fields(fields.values(), left, visited)
    findings += _texts(texts.values(), left, visited, {search.plain(value) for value in known})
    findings += _unexplained(left, visited, {finding.selector for finding in findings})
    for finding in findings:
        finding.pages = [visited.path]
    held = sum(is_floor(field) for field in fields.values())
    sizes = {name: out.size_bytes for name, out in visited.outgoing.items()}
    full = any(part.is_full for part in looks)
    return Looked(
        visited.path, visited.after.title, len(fields), len(visited.typed), len(texts), held, visited.pressed, sizes,
        findings, visited.after.size, visited.picture, full,
    )  # fmt: skip


class _Left:
    """What left, asked once: strings and canaries, by preset."""

    def __init__(self, outgoing: dict[str, Outgoing], typed: list[Typed], address: Canary | None) -> None:
        self.outgoing = outgoing
        self.typed = typed
        self.strings = {name: out.strings() for name, out in outgoing.items()}
        needles = [needle for one in typed for needle in one.canary.needles] + [*(address.needles if address else ())]
        self.needles = {name: set(out.leaves(needles)) for name, out in outgoing.items()}

    def presets_of(self, needles: Iterable[str]) -> tuple[str, ...]:
        wanted = set(needles)
        return tuple(name for name, found in self.needles.items() if wanted & found)

    def shows(self, text: Text) -> tuple[str, ...]:
        """Under which presets one of the text's pieces left as it stands."""
        return tuple(name for name, strings in self.strings.items() if any(piece in strings for piece in text.own))


def _fields(fields: Iterable[Field], left: _Left, visited: Visited) -> list[Finding]:
    canaries = {(one.field.frame, one.field.selector): one.canary for one in visited.typed}
    found = []
    for field in fields:
        kind = kind_of_field(field)
        canary = canaries.get((field.frame, field.selector))
        presets = left.presets_of(canary.needles) if canary else ()
        if field.is_marked or is_floor(field):
            if presets:  # would be the recorder's fault
                found.append(_of_field("typed-leaves", field, floor_kind(field), "error", presets))
        elif kind and INPUTS in visited.outgoing:
            found.append(_of_field("unmarked-field", field, kind, "error" if presets else "warning", presets))
        elif presets and presets != (INPUTS,):
            found.append(_of_field("typed-leaves", field, kind or "canary", "error", presets))
    return found


def _of_field(rule: str, field: Field, kind: str, level: str, presets: tuple[str, ...]) -> Finding:
    label = next((one for one in [*field.labels, field.attributes.get("aria-label", ""), field.beside] if one), "")
    name = field.attributes.get("name") or field.attributes.get("id") or field.type or field.tag
    what = f"{field.tag} “{(label or name)[:40].strip(' :*')}”"
    return Finding(rule, kind, level, field.selector, what, presets, [], field.frame, rect=field.rect)


def _texts(texts: Iterable[Text], left: _Left, visited: Visited, known: set[str]) -> list[Finding]:
    typed_needles = {search.plain(needle): one for one in left.typed for needle in one.canary.needles}
    found: dict[tuple[str, str, str], list[tuple[Text, tuple[str, ...]]]] = defaultdict(list)
    for text in texts:
        if text.is_marked or not (presets := left.shows(text)):
            continue
        folded = search.plain(text.text)
        if origin := next((one for needle, one in typed_needles.items() if needle in folded), None):
            presets = tuple(name for name in presets if not _may_show(origin, name, visited))
            kind = "canary" if presets else None
        else:
            kind = kind_of_text(text, known)
        if kind:
            found[(kind, text.frame, text.group[0] if text.group else text.selector)].append((text, presets))
    return [finding for (kind, _, group), rows in found.items() for finding in _of_texts(kind, group, rows)]


def _may_show(origin: Typed, preset: str, visited: Visited) -> bool:
    """What was typed on this page shows where its field shows; a field that is personal is a finding of its own."""
    return preset == INPUTS and (origin.path == visited.path or kind_of_field(origin.field) is None)


def _of_texts(kind: str, group: str, rows: list[tuple[Text, tuple[str, ...]]]) -> list[Finding]:
    """One finding for a column of a table, one each for single words."""
    if len(rows) > 1 and rows[0][0].group:
        text, presets = rows[0]
        count = len({row.selector for row, _ in rows})
        return [Finding("text-shows", kind, "error", group, _what(text, count), presets, [], text.frame, count, text.rect)]
    return [
        Finding("text-shows", kind, "error", text.selector, _what(text, 1), presets, [], text.frame, 1, text.rect)
        for text, presets in rows
    ]


def _what(text: Text, count: int) -> str:
    """Where it stands and how long it is; not what it says."""
    size = f"{len(text.text.split())} words" if len(text.text.split()) > 1 else "one word"
    where = "" if text.where == "text" else f" in its {text.where}"
    return f"{text.tag}{where}, {size}" + (f", and {count - 1} more like it" if count > 1 else "")


def _unexplained(left: _Left, visited: Visited, told: set[str]) -> list[Finding]:
    """Canaries that left by a way that no other finding names."""
    found = []
    if visited.address and (presets := left.presets_of(visited.address.needles)):
        found.append(Finding("address-leaves", "canary", "error", "", "the page's address", presets, []))
    for one in left.typed:
        presets = tuple(name for name in left.presets_of(one.canary.needles) if not _may_show(one, name, visited))
        if not presets or one.field.selector in told or _is_told(one, visited, left, told):
            continue
        way = left.outgoing[presets[0]].place_of(one.canary.needles[0])
        what = f"what was typed into {one.field.tag} on {one.path}, in {way} of an event"
        found.append(Finding("typed-leaves", "canary", "error", one.field.selector, what, presets, [], one.field.frame))
    return found


def _is_told(one: Typed, visited: Visited, left: _Left, told: set[str]) -> bool:
    """Whether words on the page that repeat it are a finding already."""
    needles = [search.plain(needle) for needle in one.canary.needles]
    texts = [text for whole in (visited.after, *visited.others) for part in whole.all() for text in part.texts]
    return any(
        needle in search.plain(text.text) and left.shows(text) and {text.selector, text.group[0] if text.group else ""} & told
        for text in texts
        for needle in needles
    )
