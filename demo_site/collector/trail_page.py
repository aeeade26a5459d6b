"""The audit trail as owners read it; that they did is in it too."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from demo_site.collector.pages import page
from demo_site.collector.segments import RECORDING
from demo_site.collector.trail import ROWS, Deed


async def show(request: Request) -> Response:
    before, recording = request.query_params.get("before", ""), request.query_params.get("recording", "")
    before_id = int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None
    recording = recording if RECORDING.fullmatch(recording) else ""
    trail = request.app.state.trail
    await run_in_threadpool(trail.note, request.state.visit.account.email, Deed.TRAIL_READ)
    rows = await run_in_threadpool(trail.newest, before_id, recording)
    older = rows[-1].id if len(rows) == ROWS else None
    return page(request, "trail.html", rows=rows, older=older, recording=recording)
