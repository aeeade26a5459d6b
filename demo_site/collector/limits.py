"""How much a sender may send, and how a refusal looks.

Law: the reason of a refusal names a field, a line number or a limit, never content: it ends up in
consoles and logs.
"""

from __future__ import annotations

from dataclasses import dataclass

from demo_site.collector.buckets import Rate

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Every bound of the collector, with its unit in its name."""

    body_bytes: int = 8 * MIB
    unpacked_bytes: int = 48 * MIB
    lines: int = 100_000
    segments: int = 100_000
    recording_bytes: int = 256 * MIB
    client: Rate = Rate(burst=500, per_s=50)
    """An office behind one address: some 150 visitors at a time, each with a segment every two to five seconds."""
    total: Rate = Rate(burst=5_000, per_s=1_000)


class Refused(Exception):
    """What was sent is not kept; `status` and `reason` go back to the sender."""

    def __init__(self, status: int, reason: str, wait_s: int = 0) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.wait_s = wait_s
