"""Drafts of what a visitor does to rrweb events: pointer, scrolling, focus, selection, media, the window.

Laws: as in ``encode.py``; no position inside an excluded box or below a mask; an offset into a text that is hidden never leaves,
nor the scroll offset of a field whose value is: both would tell a length.
"""

from collections.abc import Iterator

from recorder.attributes import FIELDS
from recorder.drafts import Contexts, Draft, Touched
from recorder.growing import Growing
from recorder.joined import Joined
from recorder.ledger import Ledger
from recorder.mask import Mask
from recorder.mirror import Node
from recorder.policy import EXCLUDED, TYPED, Channel, Policy, Treatment
from recorder.records import NodeType, Raw
from recorder.rrweb import ACTIONS, MEDIA, POINTERS, EventType, Json, Source, incremental

# A bit in `least` of a pointer position: the probe already moved it to the middle of the marked element that it names.
CENTRED = 1 << 16

GAPS = frozenset({"dirty_nodes", "waiting_chars"})  # the limits past which the probe looks away
_MOVES = {"pointer": Source.MOUSE_MOVE, "touch": Source.TOUCH_MOVE, "drag": Source.DRAG}


class ActionEncoder:
    """Words drafts of what a visitor does, with the marks that hold now."""

    def __init__(self, contexts: Contexts, joined: Joined, growing: Growing, mask: Mask, ledger: Ledger) -> None:
        self._joined = joined
        self._growing = growing
        self._contexts = contexts
        self._policy = mask.policy
        self._mask = mask
        self._ledger = ledger

    def pointer(self, draft: Draft) -> Iterator[Json]:
        entry = draft.touched[0]
        action, x, y, pointer = entry.data
        if action in ACTIONS and self._may_point(entry):
            data: Json = {"type": ACTIONS[action], "id": entry.node.id, "x": round(x), "y": round(y)}
            if pointer in POINTERS:
                data["pointerType"] = POINTERS[pointer]
            yield incremental(draft.at_ms, Source.MOUSE_INTERACTION, data)

    def moves(self, draft: Draft) -> Iterator[Json]:
        positions = [
            {"x": round(entry.data[0]), "y": round(entry.data[1]), "id": entry.node.id, "timeOffset": -int(entry.data[2])}
            for entry in draft.touched
            if self._may_point(entry)
        ]
        if positions:
            yield incremental(draft.at_ms, _MOVES.get(draft.data[0], Source.MOUSE_MOVE), {"positions": positions})

    def _may_point(self, entry: Touched) -> bool:
        """Whether a pointer position may leave.

        The probe moves positions in marked elements to their middle, and names the marked element itself. A position
        that names a node *below* one was noted before the mark: the middle is not known, so it goes.
        """
        context = self._context(entry)
        own = entry.node.marks
        if context & EXCLUDED and not own & EXCLUDED:
            self._ledger.drop("late mark")
            return False
        treatment = self._policy.decide(Channel.PLACE, context & ~EXCLUDED)
        if treatment is Treatment.BLOCK:
            self._ledger.drop("ignored")
            return False
        if (treatment is Treatment.MASK or context & EXCLUDED) and not entry.least & CENTRED:
            self._ledger.drop("late mark")
            return False
        return True

    def scroll(self, draft: Draft) -> Iterator[Json]:
        entry = draft.touched[0]
        if may_scroll(self._policy, entry.node, self._context(entry)):
            x, y = entry.data
            yield incremental(draft.at_ms, Source.SCROLL, {"id": entry.node.id, "x": x, "y": y})

    def focus(self, draft: Draft) -> Iterator[Json]:
        entry = draft.touched[0]
        if self._policy.decide(Channel.ACTION, self._context(entry)) is Treatment.SHOW:
            data: Json = {"type": ACTIONS["focus" if entry.data[0] else "blur"], "id": entry.node.id}
            yield incremental(draft.at_ms, Source.MOUSE_INTERACTION, data)

    def viewport(self, draft: Draft) -> Iterator[Json]:
        width, height = draft.data
        yield incremental(draft.at_ms, Source.VIEWPORT_RESIZE, {"width": width, "height": height})

    def selection(self, draft: Draft) -> Iterator[Json]:
        """What is selected: each end of a range is a node and an offset in it.

        A caret that moves within hidden text tells nothing, and is not told: it moves with each key.
        """
        (is_where_it_was,) = draft.data
        if is_where_it_was and not any(self._shows_offset(entry) for entry in draft.touched):
            return
        ends = [self._end(entry, is_end=nth % 2 == 1) for nth, entry in enumerate(draft.touched)]
        ranges = [
            {"start": start[0], "startOffset": start[1], "end": end[0], "endOffset": end[1]}
            for start, end in zip(ends[::2], ends[1::2], strict=True)
            if start is not None and end is not None
        ]
        if ranges or not draft.touched:
            yield incremental(draft.at_ms, Source.SELECTION, {"ranges": ranges})

    def _shows_offset(self, entry: Touched) -> bool:
        """Whether it is told where in its node an end lies."""
        if self._policy.decide(Channel.ACTION, self._context(entry)) is not Treatment.SHOW:
            return False
        if entry.node.name in FIELDS:
            return self._policy.decide(Channel.VALUE, self._context(entry)) is Treatment.SHOW
        return entry.node.type is not NodeType.TEXT or self._is_plain(entry)

    def _is_plain(self, entry: Touched) -> bool:
        node, around, held_from = entry.node, self._joined.around, self._growing.held_from
        raw, context = node.text or Raw(""), self._context(entry)
        return self._mask.texts.is_plain(raw, context, lambda text: around(node, text), lambda text: held_from(node, text))

    def _end(self, entry: Touched, *, is_end: bool) -> tuple[int, int] | None:
        node, context, offset = entry.node, self._context(entry), int(entry.data[0])
        if self._policy.decide(Channel.ACTION, context) is not Treatment.SHOW:
            self._ledger.drop("ignored")
            return None
        if node.name in FIELDS and self._policy.decide(Channel.VALUE, context) is not Treatment.SHOW:
            return node.id, 0  # an engine that counts letters there
        if node.type is not NodeType.TEXT:
            return node.id, offset  # counts children, which are shown
        if not self._is_plain(entry):
            around, held_from = self._joined.around, self._growing.held_from
            raw = node.text or Raw("")
            shown = self._mask.text(raw, context, lambda text: around(node, text), lambda text: held_from(node, text))
            offset = len(shown) if is_end else 0
        return node.id, offset

    def media(self, draft: Draft) -> Iterator[Json]:
        """A film or sound was started, stopped, moved to another place ..."""
        entry = draft.touched[0]
        action, at_s, volume, rate, muted, loop = entry.data
        if action not in MEDIA:
            return
        if self._policy.decide(Channel.PLACE, self._context(entry)) is not Treatment.SHOW:
            self._ledger.drop("ignored")
            return
        data: Json = {"type": MEDIA[action], "id": entry.node.id, "currentTime": round(at_s, 1), "volume": round(volume, 2)}
        yield incremental(draft.at_ms, Source.MEDIA_INTERACTION, data | {"muted": muted, "loop": loop, "playbackRate": rate})

    def visibility(self, draft: Draft) -> Iterator[Json]:
        """The page came into view, or went out of it."""
        payload: Json = {"visible": draft.data[0]}
        data: Json = {"tag": self._mask.own_word("velo-visibility"), "payload": payload}
        yield {"type": int(EventType.CUSTOM), "data": data, "timestamp": draft.at_ms}

    def zoom(self, draft: Draft) -> Iterator[Json]:
        """A visitor zoomed in with two fingers: the player shows no more of it than this says."""
        scale, left, top = draft.data
        payload: Json = {"scale": round(scale, 2), "left": round(left), "top": round(top)}
        data: Json = {"tag": self._mask.own_word("velo-zoom"), "payload": payload}
        yield {"type": int(EventType.CUSTOM), "data": data, "timestamp": draft.at_ms}

    def gap(self, draft: Draft) -> Iterator[Json]:
        """From here to the next whole page nothing was observed: the page changed faster than anybody could follow."""
        (reason,) = draft.data
        payload: Json = {"reason": self._mask.own_word(reason)} if reason in GAPS else {}
        data: Json = {"tag": self._mask.own_word("velo-gap"), "payload": payload}
        yield {"type": int(EventType.CUSTOM), "data": data, "timestamp": draft.at_ms}

    def defined(self, draft: Draft) -> Iterator[Json]:
        """A custom element got its definition: ``:defined`` holds from here on."""
        data: Json = {"define": {"name": self._mask.custom_tag(draft.data[0])}}
        yield incremental(draft.at_ms, Source.CUSTOM_ELEMENT, data)

    def _context(self, entry: Touched) -> int:
        return self._contexts.of(entry.node) | (entry.least & ~CENTRED)


def may_scroll(policy: Policy, node: Node, context: int) -> bool:
    """Whether the scroll offset of an element may leave: in a field it tells how long the value is."""
    if policy.decide(Channel.PLACE, context) is not Treatment.SHOW:
        return False
    is_typed = node.name in FIELDS or context & TYPED
    return not is_typed or policy.decide(Channel.VALUE, context) is Treatment.SHOW
