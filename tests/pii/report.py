"""How well `recorder.detect.find` does on the labelled lines: `python -m tests.pii.report`.

Measures, after the corpus's own README: per kind, how many marked spans are hidden (at least half of their characters, and all
of them) and how many of the hidden pieces were personal data; on lines without personal data, wrongly hidden
pieces per 1,000 characters and the share of characters hidden. Spaces and invisible characters do not count. Kinds that
are neither (a firm's own number, say) are left out of every count.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from recorder.detect import find
from tests.pii.corpus import NEITHER, Line, lines


@dataclass
class Figures:
    """Counts by kind, and what was hidden of lines that hold nothing."""

    marked: Counter[str] = field(default_factory=Counter)
    half: Counter[str] = field(default_factory=Counter)
    whole: Counter[str] = field(default_factory=Counter)
    hidden: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    ordinary_chars: int = 0
    wrong_pieces: int = 0
    wrong_chars: int = 0

    def recall(self, kind: str) -> float:
        return _share(self.half[kind], self.marked[kind])

    def precision(self, kind: str) -> float:
        return _share(self.right[kind], self.hidden[kind])

    @property
    def recall_over_all(self) -> float:
        return _share(self.half.total(), self.marked.total())

    @property
    def precision_over_all(self) -> float:
        return _share(self.right.total(), self.hidden.total())

    @property
    def ordinary_share_hidden(self) -> float:
        return _share(self.wrong_chars, self.ordinary_chars)


def measure(rows: Iterable[Line]) -> Figures:
    """The figures of some lines."""
    figures = Figures()
    for line in rows:
        found = find(line.text)
        _count_marked(line, found, figures)
        _count_hidden(line, found, figures)
    return figures


def _count_marked(line: Line, found: list[tuple[int, int, str]], figures: Figures) -> None:
    hidden = {at for start, end, _ in found for at in range(start, end)}
    for start, end, kind in line.spans:
        if kind not in NEITHER:
            seen = _visible(line.text, start, end)
            figures.marked[kind] += 1
            figures.half[kind] += len(seen & hidden) * 2 >= len(seen)
            figures.whole[kind] += seen <= hidden


def _count_hidden(line: Line, found: list[tuple[int, int, str]], figures: Figures) -> None:
    personal = {at for start, end, kind in line.spans if kind not in NEITHER for at in range(start, end)}
    neither = {at for start, end, kind in line.spans if kind in NEITHER for at in range(start, end)}
    if not line.spans:
        figures.ordinary_chars += len(_visible(line.text, 0, len(line.text)))
    for start, end, kind in found:
        seen = _visible(line.text, start, end)
        if len(seen & neither) * 2 >= len(seen):
            continue
        figures.hidden[kind] += 1
        figures.right[kind] += len(seen & personal) * 2 >= len(seen)
        if not line.spans:
            figures.wrong_pieces += 1
            figures.wrong_chars += len(seen)


def _visible(text: str, start: int, end: int) -> set[int]:
    return {at for at in range(start, end) if not text[at].isspace() and unicodedata.category(text[at]) != "Cf"}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def table(figures: Figures) -> str:
    """The figures as text, one kind a line."""
    rows = [f"{'kind':18}{'marked':>8}{'half':>8}{'whole':>8}{'hidden':>8}{'precision':>11}"]
    for kind in sorted(figures.marked | figures.hidden):
        whole = _share(figures.whole[kind], figures.marked[kind])
        rows.append(
            f"{kind:18}{figures.marked[kind]:8}{figures.recall(kind):8.3f}{whole:8.3f}"
            f"{figures.hidden[kind]:8}{figures.precision(kind):11.3f}"
        )
    whole = _share(figures.whole.total(), figures.marked.total())
    rows.append(
        f"{'all':18}{figures.marked.total():8}{figures.recall_over_all:8.3f}{whole:8.3f}"
        f"{figures.hidden.total():8}{figures.precision_over_all:11.3f}"
    )
    per_thousand = _share(1000 * figures.wrong_pieces, figures.ordinary_chars)
    rows.append(
        f"lines without any marked span: {figures.ordinary_chars} characters, {per_thousand:.2f} wrong pieces per 1,000, "
        f"{100 * figures.ordinary_share_hidden:.2f} % hidden"
    )
    return "\n".join(rows)


if __name__ == "__main__":
    print("tuned on\n" + table(measure(lines(held_out=False))))
    print("\nheld out\n" + table(measure(lines(held_out=True))))
