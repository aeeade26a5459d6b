"""Nodes as rrweb's serialized nodes: a text, an element with its attributes, a document, as JSON up to its children and after.

Laws: as in ``encode.py``; what lies in an excluded box is left out; an element that is no more than its attributes say is worded
once for all that the probe told alike.
"""

from recorder.attributes import FIELDS, GROWS, PICTURES, SHEETS
from recorder.drafts import Added, Contexts, Draft
from recorder.encode_actions import may_scroll
from recorder.encode_fields import FieldEncoder
from recorder.encode_states import may_have_states, states
from recorder.encode_trees import Ends
from recorder.growing import Growing
from recorder.joined import Joined
from recorder.ledger import Ledger
from recorder.mask import Mask
from recorder.mirror import Mirror, Node
from recorder.policy import EXCLUDED, Channel, Treatment
from recorder.records import DEFINED, ELEMENTS, TOP, NodeType, Raw
from recorder.rrweb import Json, quoted

# Elements of which more is told than their attributes say.
_MORE_THAN_ATTRIBUTES = frozenset((*FIELDS, *SHEETS, *PICTURES, "option", "dialog", "canvas"))
_NO_TEXT = Raw("")
_TEXT, _SVG = NodeType.TEXT, NodeType.SVG  # names for what is asked at each node


class NodeEncoder:
    """Words nodes, with the marks that hold now."""

    def __init__(
        self,
        mirror: Mirror,
        contexts: Contexts,
        joined: Joined,
        growing: Growing,
        fields: FieldEncoder,
        mask: Mask,
        ledger: Ledger,
    ) -> None:
        self._mirror = mirror
        self._contexts = contexts
        self._context_of = contexts.of
        self._around = joined.around
        self._held_from = growing.held_from
        self._fields = fields
        self._mask = mask
        self._text_node = mask.text_node
        self._plain_element = mask.plain_element
        self._stand_at = mask.addresses.stand_at
        self._policy = mask.policy
        self._ledger = ledger
        self._has_addresses = not mask.policy.strict
        self._draft = Draft(0, "")  # the one that is being worded
        self.alike: set[int] = set()  # documents in it that were shown before and are of the same mode again

    def begin(self, draft: Draft) -> None:
        """The next nodes are of this draft."""
        self._draft, self.alike = draft, set()

    def ends(self, entry: Added) -> Ends | None:
        """A node; None: it lies inside an excluded box."""
        node = entry.node
        context = self._context_of(node) | entry.least
        if entry.inside & EXCLUDED or ((context & EXCLUDED or node.parent is not entry.host) and self._is_inside(entry)):
            self._ledger.drop("excluded")
            return None
        node.shown = True
        # As in rrweb, the id comes last: alike beginnings make a recording 5 % smaller under gzip.
        last = f',"isShadow":true,"id":{node.id}}}' if entry.in_shadow else f',"id":{node.id}}}'
        if node.type is _TEXT:
            return self._text_node(entry.text or _NO_TEXT, context, self._around, self._held_from, node) + last, ""
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
            self.alike.add(node.id)
        elif node.first != here:
            mode = self._mask.again(self._draft.batch)
        return f',"compatMode":{quoted(mode)}' if mode else ""

    def _element(self, entry: Added, context: int) -> Ends:
        """An element up to its children, and from there on, without its id."""
        node, raw, more = entry.node, entry.attributes, "]"
        if self._has_addresses:
            self._stand_at(self._mirror, node)
        if node.type is _SVG:
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
        is_more = node.name in _MORE_THAN_ATTRIBUTES or self._grew(node)
        if is_more or entry.state is not None or entry.scroll is not None or TOP in raw:
            return self._mask.element(node.name, self._attributes(entry, context)), more
        return self._plain_element(node.name, raw, context), more

    def _grew(self, node: Node) -> bool:
        return bool(self._mirror.grown) and node.id in self._mirror.grown

    def _attributes(self, entry: Added, context: int) -> Json:
        """The attributes of an element that is more than they say: a field, a list's option, a style sheet, a picture ..."""
        node = entry.node
        attributes: Json = {}
        attributes.update(self._mask.attributes(node.name, entry.attributes, context).items())
        if may_have_states(node.name, entry.attributes, ()):
            attributes |= states(self._mask, node.name, entry.attributes, (), attributes.get("style"))
        if self._grew(node) and self._policy.decide(Channel.VALUE, context) is not Treatment.SHOW:
            for name in GROWS:
                attributes.pop(name, None)
        self._fields.attributes(entry, context, attributes)
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
