"""The list of recordings, and the player.

A recording is hostile input: anyone who can reach the collector wrote it. What stands between it and the
person who watches: templates escape everything, the page's content security policy (headers.py) runs no
script but our files, rrweb's player rebuilds pages in a sandboxed frame without scripts, and
`viewer/events.js` takes out what a browser would fetch without asking the policy. Events leave here as
data that no browser runs.

Law: whoever opens, reads, exports or erases a recording is in the trail before the answer begins.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from demo_site.collector import filters
from demo_site.collector.envelope import is_sealed
from demo_site.collector.limits import Limits
from demo_site.collector.pages import NO_STORE, page
from demo_site.collector.segments import RECORDING, unpack
from demo_site.collector.store import LIST_ROWS, Recording, Store
from demo_site.collector.trail import Deed

FIELDS = ("since", "until", "page", "shortest", "longest", "device")


async def index(request: Request) -> Response:
    asked = filters.read(request.query_params)
    rows = await run_in_threadpool(_store(request).listing, asked)
    await _note(request, Deed.LISTED)
    older = f"{rows[-1].received_at_ms}.{rows[-1].id}" if len(rows) == LIST_ROWS else None
    kept = {name: value for name, value in request.query_params.items() if name in FIELDS and value}
    more = urlencode({"before": older, **kept}) if older else None
    return page(request, "index.html", recordings=rows, more=more, asked=asked, devices=list(filters.DEVICES))


async def play(request: Request) -> Response:
    recording = await _found(request)
    await _note(request, Deed.WATCHED, recording.id)
    return page(request, "play.html", recording=recording)


async def play_file(request: Request) -> Response:
    """The same player for a file that was exported: the browser reads it, nothing is sent."""
    return page(request, "file.html", recording=None)


async def events(request: Request) -> Response:
    """All events of a recording as NDJSON, in the order of its segments. A sealed segment is one line without a `type`."""
    return await _events(request, Deed.READ, {})


async def export(request: Request) -> Response:
    """The same as one file to keep: each line an rrweb event or a sealed segment."""
    name = request.path_params["recording"]
    return await _events(request, Deed.EXPORTED, {"content-disposition": f'attachment; filename="velo-{name}.ndjson"'})


async def erase(request: Request) -> Response:
    recording = request.path_params["recording"]
    if not RECORDING.fullmatch(recording):
        raise HTTPException(404, "no such recording")
    await _note(request, Deed.ERASED, recording)
    await run_in_threadpool(_store(request).erase, recording)
    await run_in_threadpool(_store(request).overwrite_erased)
    request.app.state.meters.erased("owner")
    return Response(status_code=204, headers=NO_STORE)


async def home(_request: Request) -> Response:
    return RedirectResponse("/recordings", 308)


async def _events(request: Request, deed: Deed, more: dict[str, str]) -> Response:
    recording = await _found(request)
    await _note(request, deed, recording.id)
    lines = _lines(_store(request), recording.id, request.app.state.limits)
    headers = {**NO_STORE, "content-security-policy": "default-src 'none'; sandbox", **more}
    return StreamingResponse(lines, media_type="application/x-ndjson", headers=headers)


def _lines(store: Store, recording: str, limits: Limits) -> Iterator[bytes]:
    for number, body in store.bodies(recording):
        if is_sealed(body):
            sealed = base64.b64encode(body).decode("ascii")
            yield json.dumps({"recording": recording, "segment": number, "sealed": sealed}).encode() + b"\n"
            continue
        ndjson = unpack(body, limits)
        yield ndjson if ndjson.endswith(b"\n") else ndjson + b"\n"


async def _found(request: Request) -> Recording:
    recording = request.path_params["recording"]
    if not RECORDING.fullmatch(recording):
        raise HTTPException(404, "no such recording")
    found = await run_in_threadpool(_store(request).find, recording)
    if found is None:
        raise HTTPException(404, "no such recording")
    return found


async def _note(request: Request, deed: Deed, recording: str | None = None) -> None:
    await run_in_threadpool(request.app.state.trail.note, request.state.visit.account.email, deed, recording)


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store
