"""What a worker's shell does elsewhere, in the page's own Python: messages of the page in, segments out.

Laws: only what ``Session.next`` gives leaves, and only to the collector's address, without cookie or referrer; whatever fails,
nothing more is sent, and the page is told one word, never content. Left out on purpose: what waits is not kept on the device, and
frames of other origins stay boxes. Source: ``loader/shell.js``, ``loader/sender.js``, ``loader/messages.js``.
"""

import asyncio
import gzip
import json
from typing import Any

import js
from pyodide.ffi import create_proxy, to_js

from recorder import custom
from recorder.errors import VeloError
from recorder.session import Session, Visit

RULES = "velo page"  # the name under which `Session` finds what the page's own Python has said
_ASK_AGAIN_MS = 10_000  # a tree that could not be taken is asked for again, but not in a loop
_PATIENCE_MS = 30_000  # no answer after so long is none
_BYTES_PER_MS = 8  # a slow line gets more for a large body
_LAST_BYTES = 60_000  # what a browser sends for a page that is gone
_QUIET = {"credentials": "omit", "referrerPolicy": "no-referrer", "cache": "no-store", "redirect": "error"}
_HEADERS = {"content-type": "application/x-ndjson", "content-encoding": "gzip"}

_encoder = js.TextEncoder.new()
visit = Visit()
# From here on, `@detector` and `@treatment` on the page add to these rules. They hold for what is worded after they were said.
rules = custom._open = custom.Rules()
custom._loaded[RULES] = (None, rules)


def js_object(values: dict[str, Any]) -> Any:
    """The same as an object of JavaScript's."""
    return to_js(values, dict_converter=js.Object.fromEntries)


class Shell:
    """One recording: messages of the page in, segments out, one request at a time and in order. See ``loader/shell.js``."""

    def __init__(self, port: Any) -> None:
        random = js.crypto.getRandomValues(js.Uint8Array.new(16)).to_bytes()
        self._recording = _url_safe(random)
        self._port = port
        self._session: Session | None = None
        self._endpoint: str | None = None
        self._is_listening = self._is_sending = self._is_pushed = self._is_leaving = False
        self._flushes: list[int] = []
        self._stops: list[int] = []
        self._asked_ms = 0
        self._timer: asyncio.TimerHandle | None = None
        # Consent is taken back for all pages of the site (loader/worker.js).
        self._others = js.BroadcastChannel.new("velo-revoked")
        self._withdraw = create_proxy(lambda _event: self._withdrawn())
        self._others.onmessage = self._withdraw
        self._hear = create_proxy(lambda event: self._receive(event.data))
        port.onmessage = self._hear
        self._post(kind="joined")

    def _post(self, **message: Any) -> None:
        self._port.postMessage(js_object(message))

    def _receive(self, message: Any) -> None:
        try:
            if message.kind in ("start", "erase", "end"):
                getattr(self, f"_{message.kind}")(message)
            elif self._session:
                self._told(self._session, message)
        except Exception as error:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        self._end()
        # Only what our own code says of options and rules is quoted.
        words = str(error).replace("\n", "; ") if isinstance(error, VeloError) else type(error).__name__
        self._post(kind="failed", reason=f"the recorder failed: {words}")

    def _start(self, message: Any) -> None:
        self._session = visit.session(js.JSON.stringify(message.options), self._recording, RULES)
        self._endpoint = message.endpoint or None
        if message.losses:
            self._session.lost()
        self._post(kind="ready")

    def _told(self, session: Session, message: Any) -> None:
        match message.kind:
            case "batch":
                self._batch(session, message)
            case "release":
                session.release(message.number)
                self._send()
            case "listen":
                self._is_listening = True
            case "flush":
                self._flushes.append(message.ticket)
                self._send()
            case "stop":
                self._stops.append(message.ticket)
                self._send()
            case "ledger":
                self._post(kind="done", ticket=message.ticket, value=session.ledger())
            case "push":
                self._is_pushed = True
                self._send()
            case "leave":
                self._is_leaving = True
                self._send()
            case "frame" | "up":
                message.port.close()

    def _batch(self, session: Session, message: Any) -> None:
        batch = _encoder.encode(message.parts.join("")).to_bytes()
        wish = session.receive(batch, message.number, _now_ms())
        self._post(kind="received", number=message.number)
        if treated := session.treated():
            self._post(kind="treated", marks=json.loads(treated))
        if wish:
            self._ask_for_tree()
        else:
            self._asked_ms = 0

    def _ask_for_tree(self) -> None:
        if _now_ms() - self._asked_ms > _ASK_AGAIN_MS:
            self._asked_ms = _now_ms()
            self._post(kind="snapshot")

    def _send(self) -> None:
        if self._is_sending or not self._session:
            return
        self._is_sending = True
        if self._timer:
            self._timer.cancel()
        asyncio.ensure_future(self._send_and_rest(self._session))

    async def _send_and_rest(self, session: Session) -> None:
        try:
            is_all_sent = await self._send_all(session)
            self._is_sending = False
            if self._session:
                self._rest(session, is_all_sent)
        except Exception as error:
            self._fail(error)

    async def _send_all(self, session: Session) -> bool:
        """False: the collector did not take it all."""
        while self._session:
            is_asked = bool(self._flushes or self._stops)
            is_last = self._is_leaving or self._is_pushed or bool(self._stops)
            text = session.next(_now_ms(), is_last or is_asked, is_last, is_asked)
            if text is None:
                return True
            if self._is_listening:
                self._post(kind="segment", text=text)
            status, wait_ms = await _put(self._endpoint, self._recording, session.number, text)
            if not self._session:
                break
            if 200 <= status < 300 or status == 409:
                session.sent()
            elif status == 429 or status >= 500 or not status:
                session.failed(_now_ms(), wait_ms)
                return False
            else:
                session.refused(status)
                self._ask_for_tree()
        return False

    def _rest(self, session: Session, is_all_sent: bool) -> None:
        wait_ms = session.wait_ms(_now_ms())
        self._is_pushed = False
        if self._is_leaving and wait_ms < 0:
            return self._end()
        if is_all_sent and wait_ms < 0:
            self._answer(self._flushes)
        self._answer(self._stops)
        if wait_ms >= 0:
            self._timer = asyncio.get_event_loop().call_later(wait_ms / 1000, self._send)

    def _answer(self, tickets: list[int]) -> None:
        for ticket in tickets:
            self._post(kind="done", ticket=ticket)
        tickets.clear()

    def _erase(self, message: Any) -> None:
        self._others.postMessage("")
        asyncio.ensure_future(self._erased(self._forget(), message.ticket))

    def _withdrawn(self) -> None:
        """Consent was taken back on another page."""
        if self._session:
            self._post(kind="revoked")
            asyncio.ensure_future(self._erased(self._forget()))

    def _forget(self) -> str | None:
        endpoint = self._endpoint
        self._end()
        visit.forget()
        return endpoint

    async def _erased(self, endpoint: str | None, ticket: int = 0) -> None:
        status = (await _ask(f"{endpoint}/{self._recording}", {"method": "DELETE", "keepalive": True}))[0] if endpoint else 204
        self._post(kind="done", ticket=ticket, value=200 <= status < 300 or status == 404)

    def _end(self, _message: Any = None) -> None:
        if self._timer:
            self._timer.cancel()
        self._session = None


def _now_ms() -> int:
    return int(js.Date.now())


def _url_safe(data: bytes) -> str:
    """As the contract wants the name of a recording."""
    return str(js.btoa(data.decode("latin-1"))).replace("+", "-").replace("/", "_").rstrip("=")


async def _put(endpoint: str | None, recording: str, number: int, text: str) -> tuple[int, int]:
    """Sends a segment; its status (0: no answer), and how long to wait in ms. Without an endpoint nothing is sent, as agreed."""
    if not endpoint:
        return 204, 0
    body = gzip.compress(text.encode(), 6, mtime=0)
    request = {"method": "PUT", "headers": _HEADERS, "body": body, "keepalive": len(body) < _LAST_BYTES}
    return await _ask(f"{endpoint}/{recording}/{number}", request, _PATIENCE_MS + len(body) // _BYTES_PER_MS)


async def _ask(url: str, request: dict[str, Any], patience_ms: int = _PATIENCE_MS) -> tuple[int, int]:
    options = js_object({**_QUIET, **request, "signal": js.AbortSignal.timeout(patience_ms)})
    try:
        answer = await js.fetch(url, options)
    except Exception:  # whatever a browser says instead of an answer
        return 0, 0
    later = str(answer.headers.get("retry-after") or "")
    return int(answer.status), int(later) * 1000 if later.isdecimal() else 0
