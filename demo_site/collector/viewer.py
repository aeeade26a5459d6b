"""The list of recordings, and the player.

A recording is hostile input: anyone who can reach the collector wrote it. What stands between it and the
person who watches: templates escape everything, the page's content security policy (headers.py) runs no
script but our files, rrweb's player rebuilds pages in a sandboxed frame without scripts, and
`viewer/events.js` takes out what a browser would fetch without asking the policy. Events leave here as
data that no browser runs.

No login yet: the viewer is for this machine only. Besides the host check of app.py it refuses what came
through a proxy.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import jinja2
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.templating import Jinja2Templates

from demo_site.collector.limits import Limits
from demo_site.collector.segments import RECORDING, unpack
from demo_site.collector.store import LIST_ROWS, Recording, Store

HERE = Path(__file__).parent
PROXY_HEADERS = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
NO_STORE = {"cache-control": "no-store"}


def _clock(at_ms: int) -> str:
    at = datetime.datetime.fromtimestamp(at_ms / 1000, datetime.UTC)
    return at.isoformat(sep=" ", timespec="seconds").replace("+00:00", " UTC")


def _iso(at_ms: int) -> str:
    return datetime.datetime.fromtimestamp(at_ms / 1000, datetime.UTC).isoformat(timespec="seconds")


def _length(duration_ms: int) -> str:
    minutes, seconds = divmod(round(duration_ms / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def _size(size_bytes: int) -> str:
    if size_bytes < 1024:
        return f"{size_bytes} B"
    if size_bytes < 1024 * 1024:
        return f"{size_bytes / 1024:.1f} KiB"
    return f"{size_bytes / 1024 / 1024:.1f} MiB"


_environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader(HERE / "templates"), autoescape=True, undefined=jinja2.StrictUndefined
)
_environment.filters.update(clock=_clock, iso=_iso, length=_length, size=_size)
_templates = Jinja2Templates(env=_environment)


async def index(request: Request) -> Response:
    store = _store(request)
    before = request.query_params.get("before", "")
    before_ms = int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None
    rows = await run_in_threadpool(store.listing, before_ms)
    older = rows[-1].received_at_ms if len(rows) == LIST_ROWS else None
    context = {"recordings": rows, "older": older, "is_first": before_ms is None}
    return _templates.TemplateResponse(request, "index.html", context, headers=NO_STORE)


async def play(request: Request) -> Response:
    recording = await _found(request)
    return _templates.TemplateResponse(request, "play.html", {"recording": recording}, headers=NO_STORE)


async def events(request: Request) -> Response:
    """All events of a recording as NDJSON, in the order of its segments."""
    recording = await _found(request)
    lines = _lines(_store(request), recording.id, request.app.state.limits)
    headers = {**NO_STORE, "content-security-policy": "default-src 'none'; sandbox"}
    return StreamingResponse(lines, media_type="application/x-ndjson", headers=headers)


async def erase(request: Request) -> Response:
    store = _store(request)
    recording = request.path_params["recording"]
    if not RECORDING.fullmatch(recording):
        raise HTTPException(404, "no such recording")
    await run_in_threadpool(store.erase, recording)
    return Response(status_code=204, headers=NO_STORE)


async def home(_request: Request) -> Response:
    return RedirectResponse("/recordings", 308)


def _lines(store: Store, recording: str, limits: Limits) -> Iterator[bytes]:
    for body in store.bodies(recording):
        ndjson = unpack(body, limits)
        yield ndjson if ndjson.endswith(b"\n") else ndjson + b"\n"


async def _found(request: Request) -> Recording:
    store = _store(request)
    recording = request.path_params["recording"]
    if not RECORDING.fullmatch(recording):
        raise HTTPException(404, "no such recording")
    found = await run_in_threadpool(store.find, recording)
    if found is None:
        raise HTTPException(404, "no such recording")
    return found


def _store(request: Request) -> Store:
    if any(name in request.headers for name in PROXY_HEADERS):
        raise HTTPException(403, "the viewer has no login yet and is not served through a proxy")
    store: Store = request.app.state.store
    return store
