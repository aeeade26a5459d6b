"""Addresses in the form in which they may leave: the page's own, links, pictures, those in style sheets.

Laws: as in ``mask.py``; what of an address may be told, ``urls.py`` says; what is said of addresses is said from the document
that the node stands in, and sayings that were made elsewhere are forgotten.
"""

from recorder import urls
from recorder.attributes import FRAMES
from recorder.findings import Findings
from recorder.ledger import Ledger
from recorder.mirror import Mirror, Node
from recorder.names import Names
from recorder.policy import Channel, Policy, Treatment, rule
from recorder.records import Raw
from recorder.repeats import Repeats

_DOCUMENTS = frozenset((*FRAMES, "embed"))


class AddressMask:
    """Hides the addresses of one recording."""

    def __init__(self, policy: Policy, ledger: Ledger, names: Names, findings: Findings, said: Repeats) -> None:
        self._policy = policy
        self._ledger = ledger
        self._names = names
        self._findings = findings
        self._said = said
        self._page = ""
        self._base: dict[str, Raw] | None = None  # attributes of the document that addresses are relative to

    def page(self, address: str, is_echo: bool = False) -> str:
        """The address of the page; what is said of addresses later is said from there.

        ``is_echo``: it may repeat what nobody read.
        """
        self._base = None
        self._stand(address)
        return urls.page(address, strict=self._policy.strict or is_echo, find=self._findings.find_if_balanced)

    def stand_at(self, mirror: Mirror, node: Node) -> None:
        """From here on, addresses are relative to the document that this node stands in."""
        document = None if self._policy.strict else mirror.document_of(node)
        if document is not None and document.attributes is not self._base:
            self._base = document.attributes
            if "base" in self._base:
                self._stand(self._base["base"].reveal() or self._page)

    def _stand(self, address: str) -> None:
        if address != self._page:
            self._page = address
            self._said.forget()

    def link(self, tag: str, value: str, context: int) -> str | None:
        """An address to go to."""
        if self._policy.decide(Channel.ADDRESS, context) is Treatment.SHOW:
            shown = urls.link(value, self._names, strict=False, page=self._page, find=self._findings.find)
        elif value.startswith("#"):
            shown = urls.link(value, self._names, strict=True, find=self._findings.find_if_balanced)
        else:
            shown = "#" if tag in ("a", "area") else ""
        if shown != value:
            self._ledger.hide("address", rule=rule(Channel.ADDRESS, context))
        return shown or None

    def media(self, tag: str, value: str, context: int) -> str | None:
        """An address of something that is shown."""
        if tag in _DOCUMENTS:
            return None  # a player would load the site's page there, over what was recorded of it
        if self._policy.decide(Channel.MEDIA, context) is Treatment.SHOW:
            return self.of_style(value) or None
        self._ledger.hide("media", rule=rule(Channel.MEDIA, context))
        return None

    def sources(self, value: str, context: int) -> str | None:
        """Addresses of which one is shown."""
        if self._policy.decide(Channel.MEDIA, context) is Treatment.SHOW:
            return urls.srcset(value, strict=False, page=self._page, find=self._findings.find) or None
        return None

    def of_style(self, address: str) -> str:
        """The address of a picture where pictures are shown, as in a style sheet."""
        return urls.resource(address, strict=False, page=self._page, find=self._findings.find)
