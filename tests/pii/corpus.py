"""The labelled lines, and which of them nobody may tune on.

A line belongs to the group of lines made from the same sentence (the six characters at the end of `note`). A group
is held out when the first byte of the SHA-256 of that id is below HELD_OUT_BELOW, about 30 % of them. The rule of the
house: held-out lines are counted, never read.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

HELD_OUT_BELOW = 77
NEITHER = frozenset({"company_id", "public_contact", "name_elsewhere", "special_ip", "doc_sample"})


@dataclass(frozen=True)
class Line:
    """One text with its marked spans."""

    id: str
    lang: str
    text: str
    spans: tuple[tuple[int, int, str], ...]
    note: str

    @property
    def group(self) -> str:
        return self.note.rsplit("#", 1)[1]

    @property
    def held_out(self) -> bool:
        return hashlib.sha256(self.group.encode()).digest()[0] < HELD_OUT_BELOW


def lines(held_out: bool) -> list[Line]:
    """The lines of one part of the corpus, in the order of the file."""
    with (Path(__file__).parent / "corpus.jsonl").open(encoding="utf-8") as rows:
        every = [_line(json.loads(row)) for row in rows]
    return [line for line in every if line.held_out is held_out]


def _line(row: dict[str, object]) -> Line:
    spans = row["spans"]
    assert isinstance(spans, list)
    marked = tuple((int(start), int(end), str(kind)) for start, end, kind in spans)
    return Line(str(row["id"]), str(row["lang"]), str(row["text"]), marked, str(row["note"]))
