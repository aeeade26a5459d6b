"""What was hidden and what was dropped, as counts by reason. Never content, never a name from the page."""

import json
from collections import Counter

# Every reason there is, so that nothing from a page can become one.
HIDDEN = frozenset(
    {"text", "value", "state", "address", "media", "attribute", "style", "personal data", "floor", "place", "excluded"}
)
DROPPED = frozenset(
    {"bad batch", "unknown node", "unknown kind", "excluded", "ignored", "late mark", "refused", "too old", "error", "overflow"}
)


class Ledger:
    """Counts of one recording."""

    def __init__(self) -> None:
        self._hidden: Counter[str] = Counter()
        self._dropped: Counter[str] = Counter()

    def hide(self, reason: str, count: int = 1) -> None:
        """Notes that something left in a hidden form."""
        self._hidden[reason if reason in HIDDEN else "attribute"] += count

    def drop(self, reason: str, count: int = 1) -> None:
        """Notes that something did not leave at all."""
        self._dropped[reason if reason in DROPPED else "error"] += count

    def as_dict(self) -> dict[str, dict[str, int]]:
        """``{"hidden": {reason: count}, "dropped": {reason: count}}``"""
        return {"hidden": dict(sorted(self._hidden.items())), "dropped": dict(sorted(self._dropped.items()))}

    def as_json(self) -> str:
        """The same as JSON text."""
        return json.dumps(self.as_dict())
