"""A web site of one test: its pages, Velo under ``/velo/``, a collector under ``/collect``, 404 for all else.

A collector can be made to fail, once each (``answers``) or until further notice (``fault``): a status, a status and headers,
``"cut"`` (the connection ends amid the body), ``"lost"`` (the segment is kept, but nobody is told), ``"hang"`` (no answer).

Laws: every request is kept raw, before anything is answered; the collector answers as the contract says, unless the
test has said what to answer first; each site is an origin of its own, so nothing stored in one test is seen in another.
A browser that uses the site as its proxy shows here what it asks of other origins.
"""

import contextlib
import dataclasses
import gzip
import json
import re
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".xhtml": "application/xhtml+xml",
    ".xml": "text/xml",
}
SEGMENT = re.compile(r"/collect/(?P<recording>[A-Za-z0-9_-]{22})/(?P<segment>0|[1-9][0-9]*)")
RECORDING = re.compile(r"/collect/(?P<recording>[A-Za-z0-9_-]{22})")

Event = dict[str, Any]
Answer = int | str | tuple[int, dict[str, str]]


@dataclass(frozen=True)
class Asked:
    """A request as it came in. ``address``: path and query, or whatever else stood in the request line."""

    method: str
    address: str
    headers: list[tuple[str, str]]
    body: bytes
    at_s: float
    status: int
    told: Answer | None = None

    @property
    def text(self) -> str:
        """The body, unpacked; of a sealed one, which nobody here can open, its bytes as letters."""
        if self.header("content-type") == "application/vnd.velo.sealed":
            return self.body.decode("latin-1")
        packed = any(name.lower() == "content-encoding" and "gzip" in value for name, value in self.headers)
        return (gzip.decompress(self.body) if packed else self.body).decode()

    def header(self, name: str) -> str | None:
        """The value of a header, None where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def is_to_collector(self) -> bool:
        return self.address.startswith("/collect")

    @property
    def is_elsewhere(self) -> bool:
        return not self.address.startswith("/")

    @property
    def raw(self) -> bytes:
        """All that it said, as bytes."""
        head = "\n".join([f"{self.method} {self.address}", *(f"{name}: {value}" for name, value in self.headers)])
        return head.encode() + b"\n\n" + self.body


@dataclass
class Site:
    """The site. ``answers``: statuses (or status and header) that the collector gives first, one for each request to it.
    ``packs``: where a file has another beside it that brotli has packed, that is sent, as good hosts do."""

    velo: Path | None = None
    folders: dict[str, Path] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    packs: bool = False

    def __post_init__(self) -> None:
        self.pages: dict[str, tuple[str, bytes]] = {}
        self.own_headers: dict[str, dict[str, str]] = {}
        self.answers: list[Answer] = []
        self.fault: Answer | None = None
        self.over = threading.Event()
        self.asked: list[Asked] = []
        self.kept: dict[tuple[str, int], str] = {}
        self.erased: list[str] = []
        self._news = threading.Condition()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.origin = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> "Site":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def page(self, path: str, text: str, kind: str = ".html", **headers: str) -> str:
        """Puts a page on the site, with headers of its own (``cache_control="no-cache"``); gives its address."""
        self.pages[path] = (TYPES[kind], text.encode())
        self.own_headers[path] = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.origin + path

    @property
    def puts(self) -> list[Asked]:
        """What was sent to the collector, in the order it came."""
        return [asked for asked in self.snapshot() if asked.is_to_collector and asked.method == "PUT"]

    def snapshot(self) -> list[Asked]:
        """All requests up to now."""
        with self._news:
            return list(self.asked)

    def lines(self, recording: str | None = None) -> list[str]:
        """The lines of the segments kept, in order."""
        with self._news:
            kept = sorted((key, text) for key, text in self.kept.items() if recording in (None, key[0]))
        return [line for _, text in kept for line in text.splitlines() if line]

    def events(self) -> list[Event]:
        """The events kept, in order."""
        return [json.loads(line) for line in self.lines()]

    def until(self, holds: Callable[[], Any], what: str, within_s: float = 20) -> Any:
        """Waits until something holds after a request; gives what it gave."""
        end = time.monotonic() + within_s
        with self._news:
            while not (value := holds()):
                if not self._news.wait(max(0.0, end - time.monotonic())) and time.monotonic() >= end:
                    raise AssertionError(f"waited {within_s} s in vain: {what}")
        return value

    def until_event(self, fits: Callable[[Event], bool], what: str) -> Event:
        """Waits for an event at the collector."""
        found: Event = self.until(lambda: next(filter(fits, self.events()), None), what)
        return found

    def restart(self, away_s: float) -> None:
        """Nobody answers at the site's address for a while."""
        address = self._server.server_address
        self.__exit__()
        time.sleep(away_s)
        self._server = _Server(address, _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self.over.clear()
        self.__enter__()

    # What follows is called by the server's threads.

    def next_answer(self) -> Answer | None:
        """What a request to the collector is told instead of what is right."""
        with self._news:
            return self.answers.pop(0) if self.answers else self.fault

    def answer(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        """What to say to a request that asks for no file."""
        if asked.is_elsewhere:
            return 502, {}, b""
        path = urlsplit(asked.address).path
        if asked.is_to_collector:
            return *self._collect(asked), b""
        if asked.method in ("GET", "HEAD") and path in self.pages:
            kind, content = self.pages[path]
            own = self.own_headers.get(path, {})
            return 200, {"content-type": kind, "cache-control": "no-store", **self.headers, **own}, content
        return self._file(path, "br" in (asked.header("accept-encoding") or ""))

    def keep(self, asked: Asked) -> None:
        """Notes a request and tells whoever waits."""
        with self._news:
            self.asked.append(asked)
            self._news.notify_all()

    def _file(self, path: str, takes_brotli: bool) -> tuple[int, dict[str, str], bytes]:
        folders = {"/velo/": self.velo} | self.folders
        for prefix, folder in folders.items():
            if folder and path.startswith(prefix) and not path.startswith(self.missing or ("\0",)):
                file = (folder / path.removeprefix(prefix)).resolve()
                if file.is_file() and file.is_relative_to(folder.resolve()):
                    headers = {"content-type": TYPES.get(file.suffix, "application/octet-stream"), **self.headers}
                    packed = file.with_name(f"{file.name}.br")
                    if self.packs and takes_brotli and packed.is_file():
                        return 200, headers | {"content-encoding": "br"}, packed.read_bytes()
                    return 200, headers, file.read_bytes()
        return 404, {}, b""

    def _collect(self, asked: Asked) -> tuple[int, dict[str, str]]:
        with self._news:
            said = asked.told
            if said is not None and not isinstance(said, str):
                return said if isinstance(said, tuple) else (said, {})
            if asked.method == "DELETE" and (found := RECORDING.fullmatch(asked.address)):
                self.erased.append(found["recording"])
                self.kept = {key: text for key, text in self.kept.items() if key[0] != found["recording"]}
                return 204, {}
            found = SEGMENT.fullmatch(asked.address)
            if asked.method != "PUT" or not found:
                return 404, {}
            key = (found["recording"], int(found["segment"]))
            if key in self.kept:
                return 409, {}
            try:
                self.kept[key] = asked.text
            except (OSError, UnicodeDecodeError):
                return 400, {}
            return 204, {}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no error; anything else is printed."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _any(self) -> None:
            address = self.path.removeprefix(site.origin)  # whole where the browser takes the site for its proxy
            told = site.next_answer() if address.startswith("/collect") else None
            length = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(length // 2 if told == "cut" else length)
            said = Asked(self.command, address, list(self.headers.items()), body, time.monotonic(), 0, told)
            status, headers, content = site.answer(said) if told not in ("cut", "hang") else (0, {}, b"")
            site.keep(dataclasses.replace(said, status=status))
            if isinstance(told, str):
                return self._say_nothing(told)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("content-length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        def _say_nothing(self, told: str) -> None:
            if told == "hang":
                site.over.wait(60)
            self.close_connection = True
            with contextlib.suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_PATCH = do_CONNECT = _any

        def log_message(self, format: str, *args: object) -> None:
            """Quiet: what was asked stands in ``site.asked``."""

    return Handler
