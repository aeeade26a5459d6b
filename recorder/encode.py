"""Drafts to rrweb events. rrweb's numbers are in ``rrweb.py``, style sheets in ``encode_styles.py``.

Everything textual in an event is ``SafeText``; the signatures take nothing else, and ``mask.py`` alone makes it. What lies
in an excluded box is left out, the box itself keeps only its size. Source: rrweb's ``packages/types/src/index.ts``, 2.1, and its
player's handling of ``rr_`` attributes.
"""

from collections.abc import Iterator

from recorder.adopted import Adopted
from recorder.attributes import FIELDS, PICTURES, SHEETS
from recorder.drafts import Added, Contexts, Draft, Touched
from recorder.encode_actions import CENTRED, ActionEncoder, may_scroll
from recorder.encode_states import chosen, list_of, may_have_states, states
from recorder.encode_styles import StyleEncoder
from recorder.encode_trees import Ends, Trees, mutation, nothing
from recorder.fields import has_text_value, is_choice, is_slider, is_unfinished
from recorder.joined import Joined, is_split
from recorder.ledger import Ledger
from recorder.mask import Mask, SafeText
from recorder.mask_texts import Around
from recorder.mirror import Mirror, Node, State
from recorder.policy import ALLOWED, EXCLUDED, FLOORED, MASKED, SILENT, Channel, Policy, Treatment
from recorder.records import DEFINED, ELEMENTS, TOP, NodeType, Raw
from recorder.rrweb import EventType, Json, RrwebNode, Source, incremental, line, quoted


def split_floor(node: Node) -> int:
    """The floor, for one of the small fields that hold one thing together."""
    return FLOORED if is_split(node) else 0


_GROWS = frozenset(("style", "size", "rows", "cols", "width", "height"))


def _is_pressed(node: Node) -> bool:
    """Whether an element is pressed rather than typed into: below a mask, its change of looks would tell which key it was."""
    return node.name in ("button", "a", "area") or not {"role", "tabindex"}.isdisjoint(node.attributes)


# Attributes that say what a field was at first; what it is now, a ``value`` record tells.
_TOLD_AS_STATE = frozenset({("input", "checked"), ("option", "selected")})


# Elements of which more is told than their attributes say.
_MORE_THAN_ATTRIBUTES = frozenset((*FIELDS, *SHEETS, *PICTURES, "option", "dialog", "canvas"))
_NO_TEXT = Raw("")


# Attributes of a style element that may have gone since it came.
_OF_STYLES_OWN = ("class", "media")


class Encoder:
    """Words drafts as events, with the marks that hold now."""

    def __init__(self, mirror: Mirror, adopted: Adopted, mask: Mask, ledger: Ledger) -> None:
        self._mirror = mirror
        self._mask = mask
        self._stand_at = mask.addresses.stand_at
        self._policy: Policy = mask.policy
        self._ledger = ledger
        self._draft = Draft(0, "")  # the one that is being worded
        self._alike: set[int] = set()  # documents in it that were shown before and are of the same mode again
        self._contexts = Contexts(mirror)
        self._joined = Joined(mirror)
        self._has_addresses = not self._policy.strict
        self._actions = ActionEncoder(self._contexts, self._joined, mask, ledger)
        self._styles = StyleEncoder(mirror, adopted, self._contexts, mask, ledger)

    def lines(self, draft: Draft) -> Iterator[str]:
        """The events of a draft as JSON: none when all of it is hidden."""
        self._draft, self._alike = draft, set()
        if draft.kind in _OF_STYLES:
            yield from map(line, getattr(self._styles, draft.kind)(draft))
        elif draft.kind in _OF_ACTIONS:
            yield from map(line, getattr(self._actions, draft.kind)(draft))
        elif draft.kind in _OF_TREES:
            yield from _OF_TREES[draft.kind](self, draft)
        else:
            yield from map(line, _WORDING[draft.kind](self, draft))

    # -- nodes ------------------------------------------------------------------------------------------------------

    def _node(self, entry: Added) -> Ends | None:
        """A serialized node; None: it lies inside an excluded box."""
        node = entry.node
        context = self._contexts.of(node) | entry.least
        if entry.inside & EXCLUDED or ((context & EXCLUDED or node.parent is not entry.host) and self._is_inside(entry)):
            self._ledger.drop("excluded")
            return None
        node.shown = True
        # As in rrweb, the id comes last: alike beginnings make a recording 5 % smaller under gzip.
        last = f',"isShadow":true,"id":{node.id}}}' if entry.in_shadow else f',"id":{node.id}}}'
        if node.type is NodeType.TEXT:
            return self._mask.text_node(entry.text or _NO_TEXT, context, self._joined.around, node) + last, ""
        if node.type in ELEMENTS:
            first, more = self._element(entry, context)
            return first, more + last
        if node.type is NodeType.DOCUMENT:
            return '{"type":0,"childNodes":[', f"]{self._mode(entry)}{last}"
        if node.type is NodeType.DOCTYPE:
            name = quoted(self._mask.doctype(entry.attributes.get("name", _NO_TEXT)))
            return f'{{"type":1,"name":{name},"publicId":"","systemId":""{last}', ""
        return f'{{"type":5,"textContent":""{last}', ""

    def _is_inside(self, entry: Added) -> bool:
        """Whether a node lay in an excluded box.

        By the place where it hung then: a node that has moved into a box since is drawn as one, for its neighbours' sake.
        """
        return bool(self._contexts.around(entry) & EXCLUDED)

    def _mode(self, entry: Added) -> str:
        """The mode of a document, where it has to be said."""
        node, here = entry.node, (self._draft.batch, self._draft.at_ms)
        mode = self._mask.quirks(entry.text or _NO_TEXT)
        node.first = node.first or here
        if node.first != here and mode:
            self._alike.add(node.id)
        elif node.first != here:
            mode = self._mask.again(self._draft.batch)
        return f',"compatMode":{quoted(mode)}' if mode else ""

    def _element(self, entry: Added, context: int) -> Ends:
        """An element up to its children, and from there on, without its id."""
        node, raw, more = entry.node, entry.attributes, "]"
        if self._has_addresses:
            self._stand_at(self._mirror, node)
        if node.type is NodeType.SVG:
            more = '],"isSVG":true'
        if context & EXCLUDED:
            self._ledger.hide("excluded")
            box = self._mask.box(node.name, *(node.box or (0, 0)), node.place)
            # An empty shadow root: in a jump, the player would keep the shadow tree that it has.
            more += ',"needBlock":true,"isShadowHost":true' if node.is_host else ',"needBlock":true'
            return self._mask.element(node.name, box), more
        if DEFINED in raw:
            more += ',"isCustom":true'
        if entry.is_shadow_host:
            node.is_host = True
            more += ',"isShadowHost":true'
        if node.name in _MORE_THAN_ATTRIBUTES or entry.state is not None or entry.scroll is not None or TOP in raw:
            return self._mask.element(node.name, self._attributes(entry, context)), more
        return self._mask.plain_element(node.name, raw, context), more

    def _attributes(self, entry: Added, context: int) -> Json:
        """The attributes of an element that is more than they say: a field, a list's option, a style sheet, a picture ..."""
        node = entry.node
        attributes: Json = {}
        attributes.update(self._mask.attributes(node.name, entry.attributes, context).items())
        if may_have_states(node.name, entry.attributes, ()):
            attributes |= states(self._mask, node.name, entry.attributes, (), attributes.get("style"))
        self._field(entry, context, attributes)
        if node.name in SHEETS and node.sheet is not None:
            attributes["_cssText"] = self._mask.sheet(node.sheet, context, of_page=node.name == "style")
            if node.name == "link" and attributes["_cssText"]:  # then it is a style element to the player
                attributes.pop("href", None)
                attributes.pop("rel", None)
        shows = PICTURES.get(node.name)
        if shows is not None and shows not in attributes and node.box is not None:
            attributes[shows] = self._mask.picture(*node.box)
        if entry.scroll is not None and may_scroll(self._policy, node, context):
            attributes |= {"rr_scrollLeft": entry.scroll[0], "rr_scrollTop": entry.scroll[1]}
        return attributes

    def _around(self, node: Node) -> Around:
        return lambda text: self._joined.around(node, text)

    def _field(self, entry: Added, context: int, attributes: Json) -> None:
        tag, raw, state = entry.node.name, entry.attributes, entry.state
        select = list_of(entry.node) if tag == "option" else None
        if select is not None and (state is not None or select.marks & FLOORED):
            attributes.pop("selected", None)  # what is chosen now counts
            if self._mask.texts.is_ticked(state, context | select.marks & FLOORED):
                attributes["selected"] = True
        if state is None or tag == "option":
            return
        if has_text_value(tag, raw):
            held = split_floor(entry.node) | self._held_back(entry.node, state)
            attributes["value"] = self._mask.value(state, context | held, self._around(entry.node))
        elif is_choice(tag, raw):
            attributes.pop("checked", None)  # the same
            if self._mask.texts.is_ticked(state, context):
                attributes["checked"] = True
        elif self._shows_slider(entry.node, context):
            attributes["value"] = self._mask.value(state, context)

    def _held_back(self, node: Node, state: State) -> int:
        """The floor for a value that is being typed, and for what stood there on the way to another one.

        ``4111 1111 1111 111`` is no card, and all of one but a digit.
        """
        if not self._policy.options.record_inputs or not is_unfinished(state, node.attributes):
            return 0
        return FLOORED if self._mirror.busy == node.id or state != node.state else 0

    # -- drafts -----------------------------------------------------------------------------------------------------

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
        trees = Trees()
        for entry in draft.adds:
            ends = self._node(entry)
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
            if frame.node_id in self._alike:
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
            ends = self._node(entry)
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
            told["texts"].append({"id": node.id, "value": self._mask.text(touched.data[0], context, self._around(node))})
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
        names, raw = entry.data
        if context & (MASKED | SILENT) and _is_pressed(node):
            self._ledger.drop("ignored")
            return {}
        is_field = node.name in FIELDS or "contenteditable" in raw
        if is_field and self._policy.decide(Channel.VALUE, context) is not Treatment.SHOW:
            names = [name for name in names if name not in _GROWS]  # a field that grows with its text tells its length
        changed: Json = {}
        for name in names:
            if (node.name, name) in _TOLD_AS_STATE:
                continue
            value = raw.get(name)
            shown = None if value is None else self._mask.attribute(node.name, name, value, raw, context)
            if shown is not None or value is None or name not in ("src", "value"):
                known = self._mask.attribute_name(name)
                if known is not None:
                    changed[known] = shown
        if may_have_states(node.name, raw, names):
            style = None if "style" not in raw else self._mask.attribute(node.name, "style", raw["style"], raw, context)
            changed |= states(self._mask, node.name, raw, names, style)
        return changed

    def _drawn(self, node: Node, picture: Raw, context: int) -> Json:
        """What an opened canvas shows stands behind it, for the player's canvas stays empty; a film has a poster."""
        own = context & ~ALLOWED | node.marks & ALLOWED  # opened itself, not only something above it
        shown = self._mask.pixels_shown(picture, own)
        if shown is None:
            return {}
        if node.name == "video":
            return {"poster": shown}
        return {"style": {"background-image": self._mask.behind(shown), "background-size": self._mask.own_word("100% 100%")}}

    def _value(self, draft: Draft) -> Iterator[Json]:
        entry = draft.touched[0]
        state, by_user, before = entry.data
        context = self._context(entry) | split_floor(entry.node) | self._held_back(entry.node, state)
        raw = entry.node.attributes
        if context & EXCLUDED or self._policy.decide(Channel.ACTION, context) is not Treatment.SHOW:
            self._ledger.drop("ignored")
        elif entry.node.name == "select":
            yield from self._chosen(draft, entry, context)
        elif has_text_value(entry.node.name, raw) or is_choice(entry.node.name, raw) or self._shows_slider(entry.node, context):
            typed = not is_choice(entry.node.name, raw)
            if before is not None and self._mask.texts.values_look_alike(before, state, context):
                return  # a hidden field tells neither how many keys were pressed nor when
            text = self._mask.value(state, context, self._around(entry.node)) if typed else SafeText("on")
            data: Json = {"text": text, "isChecked": self._mask.texts.is_ticked(state, context), "id": entry.node.id}
            yield incremental(draft.at_ms, Source.INPUT, data | ({"userTriggered": True} if by_user else {}))

    def _chosen(self, draft: Draft, entry: Touched, context: int) -> Iterator[Json]:
        shows = self._policy.decide(Channel.STATE, context) is Treatment.SHOW
        changes = chosen(self._mask, entry.data[2]) if shows else []
        if changes:
            yield incremental(draft.at_ms, Source.MUTATION, {"texts": [], "attributes": changes, "removes": [], "adds": []})

    def _shows_slider(self, node: Node, context: int) -> bool:
        return is_slider(node.name, node.attributes) and self._policy.decide(Channel.VALUE, context) is Treatment.SHOW

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


_WORDING = {name: getattr(Encoder, f"_{name}") for name in ("page", "value", "custom", "account")}
_OF_TREES = {"tree": Encoder._tree, "mutation": Encoder._mutation}
_OF_STYLES = frozenset({"adopted", "adopted_text", "rules"})
_OF_ACTIONS = frozenset("pointer moves scroll focus viewport selection media visibility zoom gap defined".split())
