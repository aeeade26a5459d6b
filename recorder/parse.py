"""Reads a batch of the probe's: JSON to records (``records.py``), every field checked.

Laws: nothing of a batch that is not what the probe writes is used; text from the page is ``Raw`` from here on.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from recorder.errors import BadBatch
from recorder.records import ELEMENTS, VERSION, NodeType, Raw, Record

# Makes a node of one entry: node id, parent's id, type, local name of an element, marks, attributes, text (of a document: its
# mode). Entries of one list that have the same attributes share them: they are replaced, never changed.
Make = Callable[[int, int, NodeType, Raw | None, int, dict[str, Raw], Raw | None], Any]


@dataclass(slots=True)
class Batch:
    """What came together: records in the order in which the probe saw them."""

    at_ms: int
    records: list[Record]


def parse(batch: str | bytes, make: Make) -> Batch:
    """Reads one batch, checking every field. ``make``: what becomes of an entry of ``nodes``.

    Raises:
        BadBatch: when it is not what the probe writes. Nothing of such a batch is used.
    """
    try:
        document = json.loads(batch)
    except (ValueError, RecursionError):
        raise BadBatch("a batch is one JSON object in UTF-8") from None
    if not isinstance(document, dict) or document.get("version") != VERSION:
        raise BadBatch(f"a batch has version {VERSION}")
    at_ms, records = _integer(document.get("at")), document.get("records")
    if not isinstance(records, list):
        raise BadBatch("a batch has a list `records`")
    return Batch(at_ms, [_record(at_ms, record, make) for record in records])


def _is_number(value: object) -> bool:
    # NaN and infinities are refused: they are no JSON, and int() of them raises.
    return (type(value) is int or type(value) is float) and -1e15 < value < 1e15


def _record(at_ms: int, record: object, make: Make) -> Record:
    if not isinstance(record, list) or len(record) < 2 or not isinstance(record[0], str) or not _is_number(record[1]):
        raise BadBatch("a record is a list: kind, milliseconds, fields")
    shape = _SHAPES.get(record[0])
    if shape is None:
        raise BadBatch("a record of unknown kind")
    if len(record) != len(shape) + 2:
        raise BadBatch(f"a `{record[0]}` record has {len(shape)} fields")
    fields = [_nodes(value, make) if read is _nodes else read(value) for read, value in zip(shape, record[2:], strict=True)]
    return Record(record[0], at_ms + int(record[1]), tuple(fields))


def _number(value: object) -> float:
    if not _is_number(value):
        raise BadBatch("a field that is no number")
    return value  # type: ignore[return-value]


def _integer(value: object) -> int:
    return int(_number(value))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise BadBatch("a field that is neither true nor false")
    return value


def _word(value: object) -> str:
    """A word of the probe's own (an action, a reason), not of the page: letters only."""
    if not isinstance(value, str) or len(value) > 40 or not value.replace("_", "a").isalpha() or not value.isascii():
        raise BadBatch("a field that is none of the probe's words")
    return value


def _raw(value: object) -> Raw:
    if not isinstance(value, str):
        raise BadBatch("a field that is no text")
    return Raw(value)


def _list_of_raw(value: object) -> list[Raw]:
    if not isinstance(value, list):
        raise BadBatch("a field that is no list of texts")
    return [_raw(text) for text in value]


def _maybe(read: Any) -> Any:
    return lambda value: None if value is None else read(value)


_INTEGER = frozenset((int,))


def _integers(value: object) -> list[int]:
    if not isinstance(value, list) or not _INTEGER.issuperset(map(type, value)):
        raise BadBatch("a field that is no list of node ids")
    return value


def _runs(value: object) -> list[list[int]]:
    if not isinstance(value, list) or not all(value):
        raise BadBatch("runs come as a list of lists")
    return [_integers(run) for run in value]


def _numbers(value: object) -> list[float]:
    if not isinstance(value, list) or not all(map(_is_number, value)):
        raise BadBatch("a field that is no list of numbers")
    return value


def _pairs(value: object) -> dict[str, Raw | None]:
    if not isinstance(value, list) or len(value) % 2:
        raise BadBatch("attributes come as pairs of name and value")
    pairs = iter(value)
    return {_raw(name).reveal(): None if text is None else _raw(text) for name, text in zip(pairs, pairs, strict=True)}


def _rules(value: object) -> list[tuple[int, Raw | None]]:
    if not isinstance(value, list) or len(value) % 2:
        raise BadBatch("rules come as pairs of index and text")
    pairs = iter(value)
    return [(_integer(index), None if text is None else _raw(text)) for index, text in zip(pairs, pairs, strict=True)]


def _texts(value: object) -> dict[int, Raw]:
    if not isinstance(value, list) or len(value) % 2:
        raise BadBatch("sheets come as pairs of id and text")
    pairs = iter(value)
    return {_integer(sheet_id): _raw(text) for sheet_id, text in zip(pairs, pairs, strict=True)}


_TYPES = {int(kind): kind for kind in NodeType}  # a look-up costs a third of what calling the enumeration does


def _nodes(value: object, make: Make) -> list[Any]:
    if not isinstance(value, list):
        raise BadBatch("nodes come as one flat list")
    try:
        return _Entries(make).read(value)
    except (IndexError, KeyError, TypeError):
        raise BadBatch("a list of nodes that ends early or holds something else") from None


class _Entries:
    """Reads one list of entries. Pages repeat themselves: what is the same in two entries is made once and shared.

    What is known so far has the text itself for a key, and lives as long as the list is read.
    """

    def __init__(self, make: Make) -> None:
        self._make = make
        self._texts: dict[str, Raw] = {}
        self._attributes: dict[tuple[Any, ...], dict[str, Raw]] = {}
        self._none: dict[str, Raw] = {}

    def read(self, flat: list[Any]) -> list[Any]:
        at, end, make = 0, len(flat), self._make
        found: list[Any] = []
        texts, attributes, none = self._texts, self._attributes, self._none
        while at < end:
            if at > _LET_GO:  # the nodes take the place in memory of what they were made of
                del flat[:at]
                at, end = 0, end - at
            node_id, parent_id, kind = flat[at], flat[at + 1], _TYPES[flat[at + 2]]
            if type(node_id) is not int or type(parent_id) is not int:
                raise TypeError
            if kind is NodeType.TEXT:
                marks, data = flat[at + 3], flat[at + 4]
                at += 5
                if type(marks) is not int:
                    raise TypeError
                found.append(make(node_id, parent_id, kind, None, marks, none, texts.get(data) or self._raw(data)))
            elif kind in ELEMENTS:
                data, marks, count, first = flat[at + 3], flat[at + 4], flat[at + 5], at + 6
                if type(marks) is not int or type(count) is not int:
                    raise TypeError
                name, at = texts.get(data) or self._raw(data), first + 2 * count
                pairs = tuple(flat[first:at]) if count else ()
                own = attributes.get(pairs) if pairs else none
                if own is None or at - first != len(pairs):
                    own = self._pairs(pairs, at - first)
                found.append(make(node_id, parent_id, kind, name, marks, own, None))
            else:
                count = _FIXED.get(kind, 0)
                own, text = self._other(kind, flat[at + 3 : at + 3 + count], count)
                found.append(make(node_id, parent_id, kind, None, 0, own, text))
                at += 3 + count
        return found

    def _raw(self, text: Any) -> Raw:
        raw = self._texts.get(text)
        if raw is None:
            raw = self._texts[text] = Raw(_name(text))
        return raw

    def _pairs(self, pairs: tuple[Any, ...], count: int) -> dict[str, Raw]:
        if len(pairs) != count:
            raise IndexError
        known = {_name(name): self._raw(value) for name, value in zip(pairs[::2], pairs[1::2], strict=True)}
        self._attributes[pairs] = known
        return known

    def _other(self, kind: NodeType, texts: list[Any], count: int) -> tuple[dict[str, Raw], Raw | None]:
        """Attributes and text of what is neither an element nor a text."""
        if len(texts) != count:
            raise IndexError
        if kind is NodeType.DOCUMENT:
            return {"base": self._raw(texts[1])}, self._raw(texts[0])
        if kind is NodeType.DOCTYPE:
            return {name: self._raw(text) for name, text in zip(("name", "publicId", "systemId"), texts, strict=True)}, None
        return self._none, None


_LET_GO = 8_000  # entries of the flat list
_FIXED = {NodeType.DOCUMENT: 2, NodeType.DOCTYPE: 3}  # entries of types that are neither elements nor texts


def _name(value: Any) -> str:
    if type(value) is not str:
        raise TypeError
    return value


_SHAPES: dict[str, tuple[Any, ...]] = {
    "page": (_raw, _integer, _integer),
    "tree": (_number, _number, _nodes),
    "children": (_integer, _integers, _nodes),
    "splice": (_integer, _integers, _runs, _integer, _nodes),
    "text": (_integer, _raw),
    "attributes": (_integer, _integer, _pairs),
    "marks": (_integer, _integer),
    "gone": (_integer,),
    "value": (_integer, _maybe(_raw), _maybe(_flag), _flag),
    "typed": (_integer, _raw),
    "kept": (_integer, _list_of_raw),
    "opened": (_integer, _list_of_raw),
    "box": (_integer, _number, _number),
    "place": (_integer, _pairs),
    "drawn": (_integer, _raw),
    "sheet": (_integer, _raw),
    "rules": (_integer, _rules),
    "adopted": (_integer, _integers, _texts),
    "moves": (_word, _numbers),
    "selection": (_integers,),
    "media": (_word, _integer, _number, _number, _number, _flag, _flag),
    "visibility": (_flag,),
    "defined": (_raw,),
    "pointer": (_word, _integer, _number, _number, _word),
    "scroll": (_integer, _number, _number),
    "viewport": (_integer, _integer),
    "zoom": (_number, _number, _number),
    "focus": (_integer, _flag),
    "frame": (_integer, _integer),
    "custom": (_raw, _raw),
    "lost": (_word,),
}
