"""What the owner's ``velo.toml`` says of a page: marks that no attribute shows, and what is not recorded at all.

The audit tries what the file allows; where rules for pages meet, lists are added and a page that one rule leaves out is left out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LISTS = ("exclude", "mask", "ignore", "allow")


@dataclass(frozen=True)
class Owner:
    """``options`` of the site, ``pages``: regular expressions of paths with what holds there. Nothing said: nothing is marked."""

    options: Mapping[str, Any] = field(default_factory=dict)
    pages: Sequence[tuple[str, Mapping[str, Any]]] = ()

    def records(self, path: str) -> bool:
        """Whether a page is recorded at all."""
        return all(said.get("record", True) for said in self._said(path))

    def lists(self, path: str) -> dict[str, list[str]]:
        """The selectors of a page by mark."""
        found = {name: [one for said in self._said(path) for one in said.get(name, ())] for name in LISTS}
        return {name: selectors for name, selectors in found.items() if selectors}

    def presets(self) -> list[str]:
        """Those of the audit's presets that the file allows on some page."""
        return sorted({_preset({**self.options, **said}) for said in ({}, *(said for _, said in self.pages))}, key=_ORDER.index)

    def _said(self, path: str) -> list[Mapping[str, Any]]:
        return [self.options, *(said for pattern, said in self.pages if re.search(pattern, path))]


_ORDER = ["strict", "balanced", "inputs"]


def _preset(options: Mapping[str, Any]) -> str:
    """The audit's preset that shows all that these options do; ``strict`` with ``recordInputs`` shows less than ``inputs``."""
    return "inputs" if options.get("recordInputs") else str(options.get("preset", "strict"))
