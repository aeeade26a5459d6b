"""How much a sender may send, and how a refusal looks.

Law: the reason of a refusal names a field, a line number or a limit, never content: it ends up in
consoles and logs.
"""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Every bound of the collector, with its unit in its name."""

    body_bytes: int = 8 * MIB
    unpacked_bytes: int = 48 * MIB
    lines: int = 100_000
    segments: int = 100_000
    recording_bytes: int = 256 * MIB


class Refused(Exception):
    """What was sent is not kept; `status` and `reason` go back to the sender."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
