"""What the collector counts about itself, for Prometheus.

Law: labels are from short lists of our own, never from what was sent: no recording, no page, no client.
`/metrics` is for owners, and for a scraper that has the token the collector was started with.
"""

from __future__ import annotations

import hmac
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import Response

from demo_site.collector.accounts import Role
from demo_site.collector.guard import NO_STORE, allowed

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Meters:
    """Of one application; each copy of the collector has its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        mine: Any = {"registry": self.registry, "namespace": "velo"}
        self._segments = Counter("segments", "Segments that came, by what became of them", ["outcome"], **mine)
        self._bytes = Counter("segment_bytes", "Bytes of segments that were kept, as they came", **mine)
        self._seconds = Histogram("segment_seconds", "From the request to the answer", buckets=SECONDS, **mine)
        self._refused = Counter("segments_refused", "Segments that were refused, by status", ["status"], **mine)
        self._erased = Counter("recordings_erased", "Recordings that were erased, by whom", ["by"], **mine)
        self._logins = Counter("logins", "Tries to log in, by what became of them", ["outcome"], **mine)

    def segment(self, outcome: str, body_bytes: int, seconds: float) -> None:
        self._segments.labels(outcome).inc()
        self._seconds.observe(seconds)
        if outcome == "kept":
            self._bytes.inc(body_bytes)

    def refused(self, status: int) -> None:
        self._refused.labels(str(status)).inc()

    def erased(self, by: str) -> None:
        self._erased.labels(by).inc()

    def login(self, outcome: str) -> None:
        self._logins.labels(outcome).inc()


async def _show(request: Request) -> Response:
    meters: Meters = request.app.state.meters
    return Response(generate_latest(meters.registry), media_type=CONTENT_TYPE_LATEST, headers=NO_STORE)


_for_owners = allowed(Role.OWNER, _show)


async def show(request: Request) -> Response:
    token: str | None = request.app.state.metrics_token
    given = request.headers.get("authorization", "").encode("utf-8", "replace")
    if token and hmac.compare_digest(given, f"Bearer {token}".encode()):
        return await _show(request)
    return await _for_owners(request)


show.role = Role.OWNER  # type: ignore[attr-defined]
