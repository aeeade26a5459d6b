"""A framed page that records itself: the masked events of its recorder, turned into records as our own probe makes them.

Everything then goes the way of this page's own records: the same mirror, marks and gate, so the stricter of both sides holds, and
who forges events can do no more than a page can with its own. Pure: events in, records out. Laws:

- an event that our recorder would not have written is dropped and counted; after a structural one, nothing is taken but a tree;
- ids are given anew, from numbers that no probe reaches, each once; so are those of style sheets;
- what would tell of another page (its address, size, own words, counts) is left out.
"""

import json
from collections.abc import Iterator
from typing import Any

from recorder.errors import BadBatch
from recorder.foreign_nodes import number, plain, text
from recorder.foreign_tree import MOST_NODES, ForeignTree, Words
from recorder.records import NodeType, Raw, Record
from recorder.rrweb import ACTIONS, MEDIA, POINTERS, EventType, Source

FIRST_ID = 1_000_000_000
MOST_CHARS = 16_000_000  # of one message

_ACTIONS = {value: name for name, value in ACTIONS.items()}
_MEDIA = {value: name for name, value in MEDIA.items()}
_POINTERS = {value: name for name, value in POINTERS.items()}
_MOVES = {int(Source.MOUSE_MOVE): "pointer", int(Source.TOUCH_MOVE): "touch", int(Source.DRAG): "drag"}
_STRUCTURAL = frozenset({int(Source.MUTATION), int(Source.STYLE_SHEET_RULE), int(Source.ADOPTED_STYLE_SHEET)})



class Foreign:
    """One framed recorder, as seen from the frame it stands in. ``dropped``: events that were not taken."""

    def __init__(self, frame_id: int, ids: Iterator[int]) -> None:
        self.is_lost = True  # a tree is needed first
        self.dropped = 0
        self.tree = ForeignTree(frame_id, ids)
        self._ids = ids
        self._sheets: dict[int, int] = {}

    def lose(self) -> None:
        """What was told is not here any more: nothing counts before the next tree."""
        self.is_lost, self._sheets = True, {}
        self.tree.forget()

    def read(self, message: Any, since_ms: int, until_ms: int) -> Iterator[list[Record]]:
        """The records of each event of a message, to be taken in one event after the other."""
        if not isinstance(message, str) or len(message) > MOST_CHARS:
            self._drop(True)
            return
        for line in message.split("\n"):
            if not line:
                continue
            is_structural = True
            try:
                event = json.loads(line)
                is_structural = _is_structural(event)
                words = self._event(event, is_structural)
                at_ms = int(min(max(number(event["timestamp"]), since_ms), until_ms))
            except (BadBatch, KeyError, TypeError, ValueError, AttributeError, RecursionError):
                self._drop(is_structural)
                continue
            if words:
                yield [Record(kind, at_ms, fields) for kind, fields in words]

    def _drop(self, is_structural: bool) -> None:
        self.dropped += 1
        if is_structural:
            self.lose()

    def _event(self, event: Any, is_structural: bool) -> Words:
        kind, data = event["type"], event["data"]
        if kind == EventType.META:
            self.tree.base = plain(data["href"])
        if kind in (EventType.META, EventType.CUSTOM):
            return []
        if kind == EventType.FULL_SNAPSHOT:
            self.lose()
            words: Words = self.tree.take(data)
            self.is_lost = False
            return words
        if kind != EventType.INCREMENTAL_SNAPSHOT:
            raise BadBatch("an event of a type that nobody tells of")
        if self.is_lost:
            return []
        source = data["source"]
        if source == Source.VIEWPORT_RESIZE:
            return []
        if source in _MOVES:
            return self._moves(_MOVES[source], data)
        words = _READERS[source](self, data)
        return words

    def _mutation(self, data: Any) -> Words:
        return self.tree.change(data)

    # -- styles -----------------------------------------------------------------------------------------------------

    def _rules(self, data: Any) -> Words:
        changed: list[tuple[int, Raw | None]] = [(_count(one["index"]), text(one["rule"])) for one in data.get("adds") or ()]
        changed += [(_count(one["index"]), None) for one in data.get("removes") or ()]
        return [("rules", (self.tree.at(data["id"]).id, changed))]

    def _adopted(self, data: Any) -> Words:
        place = self.tree.at(data["id"])
        root = place if place.type is NodeType.DOCUMENT else place.shadow
        if root is None:
            raise BadBatch("sheets adopted by what adopts none")
        texts = {}
        for style in data.get("styles") or ():
            rules = [plain(rule["rule"]) for rule in style["rules"]]
            texts[self._sheet(style["styleId"])] = Raw("\n".join(rules))
        return [("adopted", (root.id, [self._sheet(key) for key in data["styleIds"]], texts))]

    def _sheet(self, key: Any) -> int:
        if len(self._sheets) >= MOST_NODES:
            raise BadBatch("sheets without end")
        return self._sheets.setdefault(_count(key), next(self._ids))

    # -- what a visitor does ----------------------------------------------------------------------------------------

    def _moves(self, what: str, data: Any) -> Words:
        numbers: list[float] = []
        for at in data["positions"]:
            numbers += [number(at["x"]), number(at["y"]), self.tree.at(at["id"]).id, -number(at["timeOffset"])]
        return [("moves", (what, numbers))]

    def _pointer(self, data: Any) -> Words:
        action, place = _ACTIONS[data["type"]], self.tree.at(data["id"])
        if action in ("focus", "blur"):
            return [("focus", (place.id, action == "focus"))]
        pointer = _POINTERS.get(data.get("pointerType"), "mouse")
        return [("pointer", (action, place.id, number(data["x"]), number(data["y"]), pointer))]

    def _scroll(self, data: Any) -> Words:
        return [("scroll", (self.tree.at(data["id"]).id, number(data["x"]), number(data["y"])))]

    def _input(self, data: Any) -> Words:
        checked, by_user = bool(data["isChecked"]), data.get("userTriggered") is True
        return [("value", (self.tree.at(data["id"], NodeType.ELEMENT).id, text(data["text"]), checked, by_user))]

    def _media(self, data: Any) -> Words:
        how = (number(data["currentTime"]), number(data["volume"]), number(data["playbackRate"]))
        return [("media", (_MEDIA[data["type"]], self.tree.at(data["id"]).id, *how, bool(data["muted"]), bool(data["loop"])))]

    def _selection(self, data: Any) -> Words:
        ends: list[int] = []
        for one in data["ranges"]:
            ends += [self.tree.at(one["start"]).id, _count(one["startOffset"])]
            ends += [self.tree.at(one["end"]).id, _count(one["endOffset"])]
        return [("selection", (ends,))]

    def _defined(self, data: Any) -> Words:
        return [("defined", (text(data["define"]["name"], 100),))]

def _is_structural(event: Any) -> bool:
    return event["type"] == EventType.FULL_SNAPSHOT or (event["type"] == 3 and event["data"]["source"] in _STRUCTURAL)


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 1_000_000_000_000:
        raise BadBatch("a field that counts nothing")
    return value


_READERS: dict[int, Any] = {
    int(Source.MUTATION): Foreign._mutation,
    int(Source.MOUSE_INTERACTION): Foreign._pointer,
    int(Source.SCROLL): Foreign._scroll,
    int(Source.INPUT): Foreign._input,
    int(Source.MEDIA_INTERACTION): Foreign._media,
    int(Source.STYLE_SHEET_RULE): Foreign._rules,
    int(Source.SELECTION): Foreign._selection,
    int(Source.ADOPTED_STYLE_SHEET): Foreign._adopted,
    int(Source.CUSTOM_ELEMENT): Foreign._defined,
}
