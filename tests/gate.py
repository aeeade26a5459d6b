"""A gate with an owner's options, and a secret that should not pass it."""

from recorder.config import Options
from recorder.ledger import Ledger
from recorder.mask import Mask
from recorder.policy import Policy
from recorder.records import Raw

SECRET = "Zephyrine4711Quackenbush"


def gate(**options: object) -> Mask:
    """The gate of one recording."""
    return Mask(Policy(Options(**options)), Ledger())  # type: ignore[arg-type]


def attributes(tag: str, *, at: int = 0, **raw: str) -> dict[str, str]:
    """What leaves of an element's attributes, by default. ``at``: its context."""
    return dict(gate().attributes(tag, {name: Raw(value) for name, value in raw.items()}, at))  # type: ignore[arg-type]
