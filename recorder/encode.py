"""Drafts to rrweb events. rrweb's numbers are in ``rrweb.py``, what stands in a node in ``encode_nodes.py``.

Everything textual in an event is ``SafeText``; the signatures take nothing else, and ``mask.py`` alone makes it. What lies
in an excluded box is left out, the box itself keeps only its size. Source: rrweb's ``packages/types/src/index.ts``, 2.1, and its
player's handling of ``rr_`` attributes.
"""

from collections.abc import Iterator
from functools import partial

from recorder.adopted import Adopted
from recorder.attributes import FIELDS, GROWS, PICTURES
from recorder.drafts import Contexts, Draft, Touched
from recorder.encode_actions import CENTRED, ActionEncoder
from recorder.encode_fields import FieldEncoder
from recorder.encode_nodes import NodeEncoder
from recorder.encode_states import may_have_states, states
from recorder.encode_styles import StyleEncoder
from recorder.encode_trees import Trees, mutation, nothing
from recorder.growing import Growing
from recorder.joined import Joined
from recorder.ledger import Ledger
from recorder.mask import Mask
from recorder.mask_attributes import TELLING
from recorder.mirror import Mirror, Node
from recorder.policy import ALLOWED, EXCLUDED, MASKED, SILENT, Channel, Policy, Treatment
from recorder.records import NodeType, Raw
from recorder.rrweb import EventType, Json, RrwebNode, line

# Attributes that say what a field was at first; what it is now, a ``value`` record tells.
_TOLD_AS_STATE = frozenset({("input", "checked"), ("option", "selected")})

# Attributes of a style element that may have gone since it came.
_OF_STYLES_OWN = ("class", "media")


def _is_pressed(node: Node) -> bool:
    """Whether an element is pressed rather than typed into: below a mask, its change of looks would tell which key it was."""
    return node.name in ("button", "a", "area") or not {"role", "tabindex"}.isdisjoint(node.attributes)


class Encoder:
    """Words drafts as events, with the marks that hold now."""

    def __init__(self, mirror: Mirror, adopted: Adopted, growing: Growing, mask: Mask, ledger: Ledger) -> None:
        self._mirror = mirror
        self._mask = mask
        self._stand_at = mask.addresses.stand_at
        self._policy: Policy = mask.policy
        self._ledger = ledger
        self._draft = Draft(0, "")  # the one that is being worded
        self._contexts = Contexts(mirror)
        self._joined = Joined(mirror)
        self._around, self._held_from = self._joined.around, growing.held_from
        self._actions = ActionEncoder(self._contexts, self._joined, growing, mask, ledger)
        self._styles = StyleEncoder(mirror, adopted, self._contexts, mask, ledger)
        self._fields = FieldEncoder(mirror, self._contexts, self._joined, mask, ledger)
        self._nodes = NodeEncoder(mirror, self._contexts, self._joined, growing, self._fields, mask, ledger)

    def lines(self, draft: Draft) -> Iterator[str]:
        """The events of a draft as JSON: none when all of it is hidden."""
        self._draft = draft
        self._nodes.begin(draft)
        if draft.kind in _OF_STYLES:
            yield from map(line, getattr(self._styles, draft.kind)(draft))
        elif draft.kind in _OF_ACTIONS:
            yield from map(line, getattr(self._actions, draft.kind)(draft))
        elif draft.kind == "value":
            yield from map(line, self._fields.value(draft))
        elif draft.kind in _OF_TREES:
            yield from _OF_TREES[draft.kind](self, draft)
        else:
            yield from map(line, _WORDING[draft.kind](self, draft))

    def _page(self, draft: Draft) -> Iterator[Json]:
        address, width, height, begins, is_echo = draft.data
        data: Json = {"href": self._mask.page(address, is_echo), "width": width, "height": height}
        if not begins:  # the player would forget all that came before a second `Meta`
            said: Json = {"tag": self._mask.own_word("velo-page"), "payload": data}
            yield {"type": int(EventType.CUSTOM), "data": said, "timestamp": draft.at_ms}
            return
        yield {"type": int(EventType.META), "data": data, "timestamp": draft.at_ms}

    def _tree(self, draft: Draft) -> Iterator[str]:
        left, top = draft.data
        trees, ends_of = Trees(), self._nodes.ends
        for entry in draft.adds:
            ends = ends_of(entry)
            if ends is not None:
                trees.add(entry, ends)
        if trees.left_out:
            self._ledger.drop("overflow", trees.left_out)
        page, *frames = trees.whole()
        data = f'{{"node":{page.text},"initialOffset":{line({"left": left, "top": top})}}}'
        yield f'{{"type":{int(EventType.FULL_SNAPSHOT)},"data":{data},"timestamp":{draft.at_ms}}}'
        for frame in frames:
            yield self._attached(draft, frame.host_id, frame.text)

    def _attached(self, draft: Draft, frame_id: int, tree: str) -> str:
        """A frame's document: an event of its own, since the player can fill a frame only after it was built."""
        add = f'{{"parentId":{frame_id},"nextId":null,"node":{tree}}}'
        return mutation(draft.at_ms, nothing(), [add], ',"isAttachIframe":true')

    def _mutation(self, draft: Draft) -> Iterator[str]:
        told, later = nothing(), nothing()  # later: in frames' documents, which are not built yet
        told["removes"] = [
            self._remove(node, parent)
            for node, parent in draft.removes
            # A frame's next document takes the place of the one before.
            if node.shown and node.type is not NodeType.DOCUMENT and not self._contexts.of(parent) & EXCLUDED
        ]
        frames, framed = Trees(), set[int]()
        adds = list(self._adds(draft, frames, framed))
        brought = {entry.node.id for entry in draft.adds}
        for touched in draft.touched:
            if touched.kind != "box" or touched.node.id not in brought:  # a node is added with its latest size
                self._touch(touched, later if touched.node.id in framed else told)
        if adds or any(told.values()):
            yield mutation(draft.at_ms, told, adds)
        shown = frames.whole()
        for node, host in draft.removes:
            if node.type is NodeType.DOCUMENT and host.id not in {frame.host_id for frame in shown}:
                yield from self._emptied(draft, node, host)
        for frame in shown:
            if frame.node_id in self._nodes.alike:
                # The player would take a document of the same id and mode for built: another one comes in between.
                yield self._attached(draft, frame.host_id, self._empty(frame.node_id))
            yield self._attached(draft, frame.host_id, frame.text)
        if any(later.values()):
            yield mutation(draft.at_ms, later, [])
        for entry in draft.adds:
            yield from map(line, self._styles.again(draft, entry))

    def _adds(self, draft: Draft, frames: Trees, framed: set[int]) -> Iterator[str]:
        """What is added where a player has something already; what stands in new documents goes to ``frames``, its ids beside."""
        for entry in draft.adds:
            ends = self._nodes.ends(entry)
            if ends is None or entry.host is None:
                continue
            if entry.node.type is NodeType.DOCUMENT or entry.host.id in framed:
                frames.add(entry, ends)
                framed.add(entry.node.id)
            else:
                right = "null" if entry.right is None else entry.right
                yield f'{{"parentId":{entry.host.id},"nextId":{right},"node":{ends[0]}{ends[1]}}}'

    def _touch(self, touched: Touched, told: Json) -> None:
        """Adds what became of one node to an event."""
        node, context = touched.node, self._context(touched)
        if context & EXCLUDED and not (touched.kind == "box" and node.marks & EXCLUDED):
            self._ledger.drop("excluded")
        elif touched.kind == "text":
            if not node.closed and self._mask.texts.texts_look_alike(touched.data[1], touched.data[0], context):
                return  # how often a hidden text changes, letter by letter, tells its length
            text = self._mask.text(touched.data[0], context, partial(self._around, node), partial(self._held_from, node))
            told["texts"].append({"id": node.id, "value": text})
        elif changed := self._changed(touched, context):
            told["attributes"].append({"id": node.id, "attributes": changed})

    def _emptied(self, draft: Draft, document: Node, frame: Node) -> Iterator[str]:
        """A frame shows nothing that we may read any more: the player would go on showing the document that went."""
        if not self._contexts.of(frame) & EXCLUDED:
            yield self._attached(draft, frame.id, self._empty(document.id))

    def _empty(self, document_id: int) -> str:
        """A document with nothing in it, of a mode that none had before."""
        mode = self._mask.again(self._draft.batch)
        return line({"type": int(RrwebNode.DOCUMENT), "id": document_id, "childNodes": [], "compatMode": mode})

    def _remove(self, node: Node, parent: Node) -> Json:
        if parent.type is NodeType.SHADOW and parent.parent is not None:
            return {"parentId": parent.parent.id, "id": node.id, "isShadow": True}
        return {"parentId": parent.id, "id": node.id}

    def _changed(self, entry: Touched, context: int) -> Json:
        node = entry.node
        self._stand_at(self._mirror, node)
        if entry.kind == "sheet":
            text = self._mask.sheet(entry.data[0], context, of_page=node.name == "style")
            # The player builds the element anew, with the attributes that it came with: those of now are told with it.
            now = self._mask.attributes(node.name, node.attributes, context) if node.name == "style" else {}
            gone = [name for name in _OF_STYLES_OWN if node.name == "style" and name not in now]
            # The player does not hear of an empty one.
            return dict.fromkeys(gone) | dict(now) | {"_cssText": text or self._mask.own_word(" ")}
        if entry.kind == "box" and context & EXCLUDED:
            width, height = entry.data
            size: Json = {"width": self._mask.pixels(width), "height": self._mask.pixels(height)}
            return {"style": size | dict(self._mask.placed(node.place or {}))}
        if entry.kind == "box":
            hidden = self._policy.decide(Channel.MEDIA, context) is not Treatment.SHOW
            return {PICTURES[node.name]: self._mask.picture(*entry.data)} if node.name in PICTURES and hidden else {}
        if entry.kind == "drawn":
            return self._drawn(node, entry.data[0], context)
        names, raw, before = entry.data
        if context & (MASKED | SILENT) and _is_pressed(node):
            self._ledger.drop("ignored")
            return {}
        is_field = node.name in FIELDS or "contenteditable" in raw
        if is_field and self._policy.decide(Channel.VALUE, context) is not Treatment.SHOW:
            names = [name for name in names if name not in GROWS]  # a field that grows with its text tells its length
        changed: Json = {}
        for name in names:
            if (node.name, name) in _TOLD_AS_STATE:
                continue
            value = raw.get(name)
            shown = None if value is None else self._mask.attribute(node.name, name, value, raw, context)
            if self._tells_nothing(node, name, shown, before, context):
                continue
            if shown is not None or value is None or name not in ("src", "value"):
                known = self._mask.attribute_name(name)
                if known is not None:
                    changed[known] = shown
        if may_have_states(node.name, raw, names):
            style = None if "style" not in raw else self._mask.attribute(node.name, "style", raw["style"], raw, context)
            changed |= states(self._mask, node.name, raw, names, style)
        return changed

    def _tells_nothing(self, node: Node, name: str, shown: str | None, before: dict[str, Raw], context: int) -> bool:
        """Whether an attribute that says a state, or lies below a mask, says it to nobody.

        That it changes would tell which of many was chosen.
        """
        if shown is not None and TELLING.isdisjoint(before) and not context & MASKED:
            return False
        was = before.get(name)
        return shown == (None if was is None else self._mask.attribute(node.name, name, was, before, context))

    def _drawn(self, node: Node, picture: Raw, context: int) -> Json:
        """What an opened canvas shows stands behind it, for the player's canvas stays empty; a film has a poster."""
        own = context & ~ALLOWED | node.marks & ALLOWED  # opened itself, not only something above it
        shown = self._mask.pixels_shown(picture, own)
        if shown is None:
            return {}
        if node.name == "video":
            return {"poster": shown}
        return {"style": {"background-image": self._mask.behind(shown), "background-size": self._mask.own_word("100% 100%")}}

    def _custom(self, draft: Draft) -> Iterator[Json]:
        name, payload, is_echo = draft.data
        data: Json = {"tag": self._mask.custom_name(name), "payload": self._mask.custom(payload, is_echo)}
        yield {"type": int(EventType.CUSTOM), "data": data, "timestamp": draft.at_ms}

    def _account(self, draft: Draft) -> Iterator[Json]:
        """What was withheld so far. Its own segment is not counted in it: that is still being worded."""
        data: Json = {"tag": self._mask.own_word("velo-ledger"), "payload": self._mask.account()}
        yield {"type": int(EventType.CUSTOM), "data": data, "timestamp": draft.at_ms}

    def _context(self, entry: Touched) -> int:
        return self._contexts.of(entry.node) | (entry.least & ~CENTRED)


_WORDING = {name: getattr(Encoder, f"_{name}") for name in ("page", "custom", "account")}
_OF_TREES = {"tree": Encoder._tree, "mutation": Encoder._mutation}
_OF_STYLES = frozenset({"adopted", "adopted_text", "rules"})
_OF_ACTIONS = frozenset("pointer moves scroll focus viewport selection media visibility zoom gap defined".split())
