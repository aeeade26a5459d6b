"""The contract's section 5, the receiving end: PUT keeps a segment, DELETE erases a recording.

Laws: a refusal is a status and a plain reason (limits.py); a failing store is 503, which senders try
again, and the log says the failure's type only, since its message may quote what was sent. A body that is
too large is read to a bound and thrown away, because a browser whose upload is cut off sees no status at
all and would send it again for ever; for the same reason who sends too often is told so after the body.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable
from typing import TypeVar

from obstore.exceptions import BaseError as ObjectsError
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from demo_site.collector import segments
from demo_site.collector.limits import Limits, Refused
from demo_site.collector.meters import Meters
from demo_site.collector.store import Arrived, Outcome, Store

DRAINED_TIMES = 8
QUICK_BYTES = 128 * 1024
QUICK = Limits(unpacked_bytes=QUICK_BYTES)
ANSWERS = {
    Outcome.KEPT: (204, ""),
    Outcome.THERE: (409, "segment: already there, the first one is kept"),
    Outcome.ERASED: (410, "recording: erased"),
    Outcome.FULL: (413, "recording: full"),
}
log = logging.getLogger("velo.collector")
Result = TypeVar("Result")


async def put(request: Request) -> Response:
    begun_s = time.perf_counter()
    meters: Meters = request.app.state.meters
    try:
        outcome, body_bytes = await _put(request)
    except Refused as refusal:
        meters.refused(refusal.status)
        log.info("segment refused", extra={"told": {"status": refusal.status, "reason": refusal.reason}})
        return _answer(refusal.status, refusal.reason, refusal.wait_s)
    meters.segment(outcome.value, body_bytes, time.perf_counter() - begun_s)
    return _answer(*ANSWERS[outcome])


async def _put(request: Request) -> tuple[Outcome, int]:
    limits: Limits = request.app.state.limits
    store: Store = request.app.state.store
    wait_s = _wait_s(request)
    body = await _body(request, limits)
    if wait_s:
        raise Refused(429, "too much at once, try again later", wait_s)
    recording = request.path_params["recording"]
    segment = segments.check_name(recording, request.path_params["segment"], limits)
    form = (request.headers.get("content-type", ""), request.headers.get("content-encoding", ""))
    if segments.check_form(*form, only_sealed=request.app.state.only_sealed):
        summary = segments.of_sealed(body, request.app.state.now_ms())
    else:
        summary = await _summary(body, limits)
    return await _stored(store.keep(Arrived(recording, segment, body, summary))), len(body)


async def delete(request: Request) -> Response:
    recording = request.path_params["recording"]
    store: Store = request.app.state.store
    try:
        if wait_s := _wait_s(request):
            raise Refused(429, "too much at once, try again later", wait_s)
        segments.check_recording(recording)
        await _stored(run_in_threadpool(store.erase, recording))
        await _stored(run_in_threadpool(store.overwrite_erased))
    except Refused as refusal:
        return _answer(refusal.status, refusal.reason, refusal.wait_s)
    request.app.state.meters.erased("visitor")
    return _answer(204, "")


def _wait_s(request: Request) -> int:
    """0, or in how many seconds this client, or anybody, may send again."""
    state = request.app.state
    wait_s: int = state.client_rate.take(state.clients.of(request)) or state.total_rate.take("all")
    return wait_s


async def _summary(body: bytes, limits: Limits) -> segments.Summary:
    """What is small is read at once: handing it to another thread takes longer. A bomb is not small, it stops at a bound too."""
    if len(body) <= QUICK_BYTES // 8:
        try:
            ndjson = segments.unpack(body, QUICK)
        except Refused as refusal:
            if refusal.status != 413:
                raise
        else:
            if len(ndjson) <= limits.unpacked_bytes:
                return segments.summarise(ndjson, limits)
    return await run_in_threadpool(lambda: segments.summarise(segments.unpack(body, limits), limits))


async def _body(request: Request, limits: Limits) -> bytes:
    body = bytearray()
    read_bytes = 0
    async for part in request.stream():
        read_bytes += len(part)
        if read_bytes <= limits.body_bytes:
            body += part
        elif read_bytes > DRAINED_TIMES * limits.body_bytes:
            break
    if read_bytes > limits.body_bytes:
        raise Refused(413, f"body: more than {limits.body_bytes} bytes")
    return bytes(body)


async def _stored(work: Awaitable[Result]) -> Result:
    try:
        return await work
    except (SQLAlchemyError, ObjectsError, OSError) as failure:
        log.error("the store failed: %s", type(failure).__name__)
        raise Refused(503, "the store failed, try again later") from None


def _answer(status: int, reason: str, wait_s: int = 0) -> Response:
    headers = {"cache-control": "no-store", **({"retry-after": str(wait_s)} if wait_s else {})}
    if status == 204:
        return Response(status_code=204, headers=headers)
    return PlainTextResponse(f"{reason}\n", status, headers)
