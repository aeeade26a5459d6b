"""What a page writes while a field of the floor is typed into may repeat it, and nobody read what that is.

Laws: whatever is written meanwhile is hidden until the page writes it anew: texts, labels, addresses, what a button is called,
the page's own address, what the site says itself. A whole new page, in which that field is no more, is none of it.
"""

from collections.abc import Collection, Iterable, Iterator

from recorder.attributes import KINDS, Kind
from recorder.drafts import Draft
from recorder.fields import has_text_value
from recorder.mirror import Mirror, Node
from recorder.records import Raw, Record

_MS = 500  # after a key
_MOST = 40  # texts and labels that are written while that field goes
# Attributes that may say it: words and addresses.
_WORDS = (Kind.LABEL, Kind.VALUE)
_SAYING = frozenset(name for name, kind in KINDS.items() if kind in (Kind.LABEL, Kind.LINK, Kind.MEDIA, Kind.SOURCES))


class Echo:
    """When and where one page may repeat what is typed into its fields of the floor."""

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror
        self._until_ms = 0
        self._fields: set[int] = set()  # for which that is

    def hear(self, records: list[Record]) -> None:
        """When a field of the floor was last typed into."""
        typed = [record for record in records if record.kind == "value" and record.fields[1] is None and record.fields[3]]
        if typed:
            self._until_ms = max(record.at_ms for record in typed) + _MS
            self._fields = {record.fields[0] for record in typed}

    def at(self, at_ms: int) -> bool:
        """Whether what is said at this time (epoch ms) may be one."""
        return at_ms <= self._until_ms

    def written(self, draft: Draft) -> list[Node]:
        """The nodes of a draft that may be one."""
        written = [entry.node for entry in draft.adds if entry.node.text is not None or _says(entry.node, entry.attributes)]
        for touched in draft.touched:
            if touched.kind == "text" or (touched.kind == "attributes" and _says(touched.node, touched.data[0])):
                written.append(touched.node)
        return written if self._stands or len(written) <= _MOST else []

    def said(self, draft: Draft) -> Iterator[Raw]:
        """What these say in words; where that field is no more, nothing: it may be the view that comes next."""
        if not self._stands:
            return
        for entry in draft.adds:
            yield from [entry.text] if entry.text is not None else _words(entry.attributes, entry.attributes)
        for touched in draft.touched:
            if touched.kind == "text":
                yield touched.data[0]
            elif touched.kind == "attributes":
                yield from _words(touched.data[1], touched.data[0])

    @property
    def _stands(self) -> bool:
        return any(map(self._mirror.knows, self._fields))


def _words(attributes: dict[str, Raw], names: Iterable[str]) -> Iterator[Raw]:
    return (attributes[name] for name in names if name in attributes and KINDS.get(name) in _WORDS)


def _says(node: Node, names: Collection[str]) -> bool:
    """Whether attributes of these names say something to a reader: what a button is called stands in its value."""
    is_button = node.name == "input" and not has_text_value(node.name, node.attributes)
    return not _SAYING.isdisjoint(names) or (is_button and "value" in names)
