"""What fields hold, in the attributes that they come with and in what is told later.

Laws: as in ``encode.py``; what a field was at first does not count once it is known what it holds; what is on the way to
something personal waits on the floor until the field is left; a hidden field tells neither how many keys were pressed nor when.
"""

from collections.abc import Iterator

from recorder.drafts import Added, Contexts, Draft, Touched
from recorder.encode_actions import CENTRED
from recorder.encode_states import chosen, list_of
from recorder.fields import has_text_value, is_choice, is_slider, is_split, is_unfinished, whole_words
from recorder.joined import Joined
from recorder.labelled import Labelled, is_declared
from recorder.ledger import Ledger
from recorder.mask import Mask
from recorder.mask_texts import Around
from recorder.mirror import Mirror, Node, State
from recorder.policy import EXCLUDED, FLOORED, Channel, Treatment
from recorder.rrweb import Json, Source, incremental


class FieldEncoder:
    """Words what fields hold, with the marks that hold now."""

    def __init__(self, mirror: Mirror, contexts: Contexts, joined: Joined, mask: Mask, ledger: Ledger) -> None:
        self._mirror = mirror
        self._contexts = contexts
        self._labelled = Labelled(joined)
        self._mask = mask
        self._policy = mask.policy
        self._ledger = ledger

    def attributes(self, entry: Added, context: int, attributes: Json) -> None:
        """Puts what a field or an option holds in the place of what its attributes say of it."""
        tag, raw, state = entry.node.name, entry.attributes, entry.state
        select = list_of(entry.node) if tag == "option" else None
        if select is not None and (state is not None or select.marks & FLOORED):
            attributes.pop("selected", None)  # what is chosen now counts
            if self._mask.texts.is_ticked(state, context | select.marks & FLOORED):
                attributes["selected"] = True
        if state is None or tag == "option":
            return
        if has_text_value(tag, raw):
            state, held = self._so_far(entry.node, state, context)
            attributes["value"] = self._mask.value(state, context | _split_floor(entry.node) | held, self._around(entry.node))
        elif is_choice(tag, raw):
            attributes.pop("checked", None)  # the same
            if self._mask.texts.is_ticked(state, context):
                attributes["checked"] = True
        elif self._shows_slider(entry.node, context):
            attributes["value"] = self._mask.value(state, context)

    def _so_far(self, node: Node, state: State, context: int) -> tuple[State, int]:
        """What may be told of a value where values show, and the floor for it: for data that is declared a person's, for what is
        being typed, and for what stood there on the way to another value.

        ``4111 1111 1111 111`` is no card, and all of one but a digit; the word that is typed last may become an address.
        """
        if self._policy.decide(Channel.VALUE, context) is not Treatment.SHOW:
            return state, 0
        if is_declared(node.attributes):
            return state, FLOORED
        if self._mirror.busy != node.id and state == node.state:
            return state, 0
        if is_unfinished(state, node.attributes) or self._labelled.introduces(node):
            return state, FLOORED
        return whole_words(state), 0

    def value(self, draft: Draft) -> Iterator[Json]:
        """What a field holds now."""
        entry = draft.touched[0]
        state, by_user, before = entry.data
        context = self._contexts.of(entry.node) | (entry.least & ~CENTRED)
        raw = entry.node.attributes
        if has_text_value(entry.node.name, raw):
            context |= _split_floor(entry.node)
            told, held = self._so_far(entry.node, state, context)
            if told != state and before is not None and told == whole_words(before):
                return  # within a word
            state, context = told, context | held
        if context & EXCLUDED or self._policy.decide(Channel.ACTION, context) is not Treatment.SHOW:
            self._ledger.drop("ignored")
        elif entry.node.name == "select":
            yield from self._chosen(draft, entry, context)
        elif has_text_value(entry.node.name, raw) or is_choice(entry.node.name, raw) or self._shows_slider(entry.node, context):
            typed = not is_choice(entry.node.name, raw)
            if before is not None and self._mask.texts.values_look_alike(before, state, context):
                return
            text = self._mask.value(state, context, self._around(entry.node)) if typed else self._mask.own_word("on")
            data: Json = {"text": text, "isChecked": self._mask.texts.is_ticked(state, context), "id": entry.node.id}
            yield incremental(draft.at_ms, Source.INPUT, data | ({"userTriggered": True} if by_user else {}))

    def _chosen(self, draft: Draft, entry: Touched, context: int) -> Iterator[Json]:
        shows = self._policy.decide(Channel.STATE, context) is Treatment.SHOW
        changes = chosen(self._mask, entry.data[2]) if shows else []
        if changes:
            yield incremental(draft.at_ms, Source.MUTATION, {"texts": [], "attributes": changes, "removes": [], "adds": []})

    def _shows_slider(self, node: Node, context: int) -> bool:
        return is_slider(node.name, node.attributes) and self._policy.decide(Channel.VALUE, context) is Treatment.SHOW

    def _around(self, node: Node) -> Around:
        return lambda text: self._labelled.around(node, text)


def _split_floor(node: Node) -> int:
    """The floor, for one of the small fields that hold one thing together."""
    return FLOORED if is_split(node) else 0
