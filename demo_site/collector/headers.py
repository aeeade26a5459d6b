"""What every answer says to the browser.

Laws. No script but our own files, nowhere: no `unsafe-inline`, no `unsafe-eval` for scripts. Demo pages
run under the policy that Velo promises to need no more than: its own scripts, WebAssembly, its own
worker, its own origin. Viewer pages show what strangers sent: no frame with a URL, no form, nothing from
another origin, and no page may frame them. Pages with forms show nothing of a recording but its address,
have no inline style, and send their forms here only. Inline style is open only where rrweb's player
rebuilds a recorded page, which is made of it: the viewer, the glass, and where `<velo-privacy>` plays; and on
pages of documentation, which show nothing of anybody. `unsafe-eval` is open on the one page that PyScript runs,
which asks for it (our recorder does not). Over TLS a browser is told never to come without it.

A worker has the policy of its own file, not of the page that starts it: that is why built files carry one
too.

Source: CSP Level 3, sections 4.1 and 6; the Fetch standard (nosniff, CORP); HTML (COOP, referrer policy).
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

RUNS = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'"
SHOWS = "img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; object-src 'none'"

DEMO = f"{RUNS}; {SHOWS}; style-src 'self'; frame-src 'self'; frame-ancestors 'self'"
PYSCRIPT = DEMO.replace("'wasm-unsafe-eval'", "'unsafe-eval'")
GLASS = f"{RUNS}; {SHOWS}; style-src 'self' 'unsafe-inline'; frame-src 'self'; frame-ancestors 'none'"
VIEWER = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; "
    f"{SHOWS}; frame-src 'none'; frame-ancestors 'none'"
)
FORMS = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; object-src 'none'; frame-src 'none'; frame-ancestors 'none'"
)
PLAYER = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
DOCS = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; "
    f"{SHOWS}; frame-src 'none'; frame-ancestors 'none'"
)
DATA = "default-src 'none'; frame-ancestors 'none'; sandbox"

POLICIES = (
    ("/recordings/", VIEWER),
    ("/recordings", FORMS),
    ("/login", FORMS),
    ("/logout", FORMS),
    ("/account", FORMS),
    ("/trail", FORMS),
    ("/viewer/", VIEWER),
    ("/glass", GLASS),
    ("/velo/velo-player.html", PLAYER),
    ("/docs", DOCS),
    ("/python.html", PYSCRIPT),
    ("/collect", DATA),
    ("/healthz", DATA),
    ("/metrics", DATA),
    ("/openapi.json", DATA),
    ("/", DEMO),
)
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-dns-prefetch-control": "off",
}
NOTHING = 204
"""An answer without content: there is nothing to guard, and each header costs a sender and us time."""
ONLY_TLS = {"strict-transport-security": "max-age=63072000; includeSubDomains"}


class AnswerHeaders:
    """Puts the headers on every answer; what a route has set itself stays."""

    def __init__(self, app: ASGIApp, *, only_tls: bool = False) -> None:
        self._app = app
        self._always = {**ALWAYS, **(ONLY_TLS if only_tls else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] != NOTHING:
                headers = MutableHeaders(scope=message)
                headers.setdefault("content-security-policy", policy(scope["path"]))
                for name, value in self._always.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def policy(path: str) -> str:
    """The content security policy of a path: the first prefix that fits."""
    return next(value for prefix, value in POLICIES if path.startswith(prefix))
