"""Which page comes next: links of the same origin, one of each sort before more of the same."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urldefrag, urlsplit

from . import kinds, words

_FILES = re.compile(
    r"\.(?:pdf|zip|gz|tgz|rar|7z|exe|dmg|apk|csv|xlsx?|docx?|pptx?|jpe?g|png|gif|webp|avif|svg|ico|mp[34]|webm|mov|wav|json|xml|rss|ics|txt|js|css|woff2?)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_WORDY = re.compile(r"[0-9a-f]{8,}|[^/]*-[^/]*-[^/]*", re.IGNORECASE)


class Frontier:
    """Addresses to visit, each once. ``origin``: no other is ever opened."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._known: set[str] = set()
        self._sorts: dict[str, int] = {}
        self._waiting: list[tuple[int, int, str]] = []

    def known(self, address: str) -> None:
        """This one was visited."""
        address = plain(address)
        self._known.add(address)
        self._sorts[sort_of(address)] = self._sorts.get(sort_of(address), 0) + 1

    def add(self, links: Iterable[tuple[str, str, bool]]) -> None:
        """Links of a page: address, words, whether it is a download."""
        for address, says, is_download in links:
            address = plain(address)
            if address in self._known or is_download or not self.is_followed(address, says):
                continue
            self._known.add(address)
            sort = sort_of(address)
            self._sorts[sort] = self._sorts.get(sort, 0) + 1
            self._waiting.append((self._sorts[sort], len(self._known), address))

    def is_followed(self, address: str, says: str) -> bool:
        """Of this origin, a page, and not one that logs out or deletes when it is opened."""
        parts = urlsplit(address)
        if f"{parts.scheme}://{parts.netloc}".lower() != self.origin or _FILES.search(parts.path):
            return False
        return not (kinds.says(words.LEAVING, says) or kinds.says(words.LEAVING, f"{parts.path} {parts.query}"))

    def take(self) -> str | None:
        """The next address: first of its sort first."""
        if not self._waiting:
            return None
        self._waiting.sort()
        return self._waiting.pop(0)[2]

    def __len__(self) -> int:
        return len(self._waiting)


def plain(address: str) -> str:
    """Without what stands after #."""
    return urldefrag(address)[0]


def sort_of(address: str) -> str:
    """Pages made from one template have one sort: numbers and long names in the path, and values of a query, do not count.

    >>> sort_of("https://shop.example/p/1234?id=7") == sort_of("https://shop.example/p/99?id=12")
    True
    """
    parts = urlsplit(address)
    path = "/".join(_WORDY.sub("*", _NUMBER.sub("#", piece)) for piece in parts.path.split("/"))
    return f"{path}?{','.join(sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True)))}"
