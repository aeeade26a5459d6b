"""A gate before a collector process: what the network between a browser and it may do, done for real on its connections.

Modes: ``open`` · ``refused`` (nobody is there) · ``hang`` (it listens and says nothing) · ``slow`` (a kilobyte in a fifth of
a second) · ``cut`` (the connection ends amid the body) · ``lost`` (the collector has answered, nobody hears it) · a status,
which the gate itself says. Law: a change of mode ends every connection, so that it holds from then on for all.
"""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterator

CHUNK = 65_536
SLOW_BYTES, SLOW_S = 1_024, 0.2
CUT_BYTES = 600
LIMIT_S = 30


class Gate:
    """``to``: where the collector listens; it may change. ``met``: how often somebody came upon a mode."""

    def __init__(self, port: int) -> None:
        self.to = port
        self.mode: str | int = "open"
        self.met: dict[str | int, int] = {}
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.origin = f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def set(self, mode: str | int) -> None:
        with self._lock:
            self.mode = mode
            for one in list(self._open):
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def serve(self) -> None:
        while True:
            try:
                browser, _address = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._meet, args=(browser,), daemon=True).start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.set("refused")

    def _meet(self, browser: socket.socket) -> None:
        with contextlib.suppress(OSError), browser:
            mode = self._entered(browser)
            if mode == "hang":
                while browser.recv(CHUNK):
                    pass
            elif isinstance(mode, int):
                self._answer(browser, mode)
            elif mode != "refused":
                with socket.create_connection(("127.0.0.1", self.to), LIMIT_S) as there:
                    there.settimeout(None)
                    self._open.add(there)
                    _pass(browser, there, mode)
        self._open.discard(browser)

    def _entered(self, one: socket.socket) -> str | int:
        with self._lock:
            self._open.add(one)
            self._meets(self.mode)
            return self.mode

    def _meets(self, mode: str | int) -> None:
        self.met[mode] = self.met.get(mode, 0) + 1

    def _answer(self, browser: socket.socket, status: int) -> None:
        """To each request on the connection, once its body is there."""
        waiting = b""
        while content := browser.recv(CHUNK):
            waiting += content
            head, found, body = waiting.partition(b"\r\n\r\n")
            length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
            if found and len(body) >= int(length[1] if length else 0):
                waiting = b""
                self._meets(status)
                browser.sendall(f"HTTP/1.1 {status} no\r\ncontent-length: 0\r\nretry-after: 1\r\n\r\n".encode())


@contextlib.contextmanager
def gate(port: int) -> Iterator[Gate]:
    made = Gate(port)
    thread = threading.Thread(target=made.serve, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.close()
        thread.join(LIMIT_S)


def _pass(browser: socket.socket, there: socket.socket, mode: str) -> None:
    back = threading.Thread(target=_back, args=(browser, there, mode), daemon=True)
    back.start()
    passed = 0
    while content := browser.recv(SLOW_BYTES if mode == "slow" else CHUNK):
        if mode == "cut" and passed + len(content) >= CUT_BYTES:
            there.sendall(content[: CUT_BYTES - passed])
            break
        there.sendall(content)
        passed += len(content)
        if mode == "slow":
            time.sleep(SLOW_S)
    _end(browser, there)
    back.join(LIMIT_S)


def _back(browser: socket.socket, there: socket.socket, mode: str) -> None:
    with contextlib.suppress(OSError):
        while content := there.recv(CHUNK):
            if mode == "lost":
                break
            browser.sendall(content)
    _end(browser, there)


def _end(*both: socket.socket) -> None:
    for one in both:
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
