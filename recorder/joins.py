"""Frames of other origins that record themselves: which frame each of their recorders belongs to, and what it is asked for.

The page's side hands over a number and a port for each; a ``frame`` record says where in the page it stands. Laws: a recorder is
asked for a tree when its frame is told, and again when what it told was lost; a frame has one recorder, the latest; one that
keeps sending what none of ours would is heard no more.
"""

import itertools
import json
from dataclasses import dataclass

from recorder.foreign import FIRST_ID, Foreign
from recorder.records import Record

MOST_FRAMES = 100
MOST_DROPPED = 200  # events of one recorder


@dataclass(slots=True)
class Join:
    """One framed recorder. ``since_ms``: when its frame was told last."""

    number: int
    frame_id: int
    foreign: Foreign
    since_ms: int
    is_asked: bool = False


class Joins:
    """The framed recorders of one page."""

    def __init__(self) -> None:
        self._ids = itertools.count(FIRST_ID)
        self._by_number: dict[int, Join] = {}
        self._by_frame: dict[int, Join] = {}
        self._ended: list[int] = []

    def __len__(self) -> int:
        return len(self._by_frame)

    def begin(self, frame_id: int, number: int, at_ms: int) -> None:
        """A frame stands in the page, and this is its recorder."""
        before = self._by_frame.get(frame_id)
        if before is not None and before.number != number:
            self.end(before)
        if len(self._by_frame) >= MOST_FRAMES:
            self._ended.append(number)
            return
        join = Join(number, frame_id, Foreign(frame_id, self._ids), at_ms)
        self._by_number[number] = self._by_frame[frame_id] = join

    def clear(self) -> None:
        """A fresh tree comes, and says anew which frames there are."""
        self._by_number, self._by_frame = {}, {}

    def end(self, join: Join) -> None:
        """A recorder is not listened to any more."""
        self._by_number.pop(join.number, None)
        if self._by_frame.get(join.frame_id) is join:
            del self._by_frame[join.frame_id]
        self._ended.append(join.number)

    def of(self, number: int) -> Join | None:
        """The recorder with this number, if its frame was told."""
        return self._by_number.get(number)

    def in_frame(self, frame_id: int) -> Join | None:
        """The recorder of this frame."""
        return self._by_frame.get(frame_id)

    def lose(self) -> None:
        """Nothing of what they told is here any more."""
        for join in self._by_frame.values():
            join.foreign.lose()
            join.is_asked = False

    def is_hopeless(self, join: Join) -> bool:
        """Whether it keeps sending what is of no use."""
        return join.foreign.dropped > MOST_DROPPED

    def wishes(self) -> str:
        """As JSON: who is to send a tree, who is to be left; "": nobody."""
        asked = [join.number for join in self._by_frame.values() if join.foreign.is_lost and not join.is_asked]
        for number in asked:
            self._by_number[number].is_asked = True
        ended, self._ended = self._ended, []
        return json.dumps({"ask": asked, "end": ended}) if asked or ended else ""


def kept(record: Record, joins: Joins) -> Record:
    """A report of a frame's children by the probe, which sees none of what the frame's own recorder told."""
    parent_id, child_ids, nodes = record.fields
    join = joins.in_frame(parent_id)
    if join is None or child_ids and child_ids[0] >= FIRST_ID:
        return record
    if child_ids:  # it shows a document of the page's own origin now
        joins.end(join)
        return record
    document_id = join.foreign.tree.document_id
    return Record(record.kind, record.at_ms, (parent_id, [document_id] if document_id else [], nodes))
