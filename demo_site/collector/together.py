"""Many small pieces of work done together: whoever comes while a batch is at work waits for the next one.

Laws: each piece is answered for itself, after its batch is done; a batch that fails is done again piece by
piece, so that one failure is one piece's; one thread works, so pieces never wait for each other's locks. A
whole batch is answered in one step: each change of thread costs more than the work.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

Piece = TypeVar("Piece")
Answer = TypeVar("Answer")
MOST = 64
LINGER_S, LINGERS = 0.001, 3
"""So long, while more come. Nobody notices; at a thousand pieces a second it makes one batch of three."""
STOP_S = 10


class Together(Generic[Piece, Answer]):
    """`work` gets a list of pieces and gives as many answers."""

    def __init__(self, work: Callable[[list[Piece]], list[Answer]]) -> None:
        self._work = work
        self._waiting: queue.SimpleQueue[tuple[Piece, asyncio.Future[Answer]] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def submit(self, piece: Piece) -> asyncio.Future[Answer]:
        """From a running loop, which is told when it is done."""
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        if self._thread is None:
            self._start()
        self._waiting.put((piece, answer))
        return answer

    def close(self) -> None:
        """After what waits is done."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join(STOP_S)

    def _start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="velo-writer", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch, goes_on = [first], True
            self._linger()
            while len(batch) < MOST and not self._waiting.empty():
                following = self._waiting.get()
                if following is None:
                    goes_on = False
                    break
                batch.append(following)
            self._answer(batch)
            if not goes_on:
                return

    def _linger(self) -> None:
        for _step in range(LINGERS):
            before = self._waiting.qsize()
            time.sleep(LINGER_S)
            if self._waiting.qsize() == before:
                return

    def _answer(self, batch: list[tuple[Piece, asyncio.Future[Answer]]]) -> None:
        try:
            answers = self._work([piece for piece, _waiting in batch])
        except Exception as failure:
            if len(batch) > 1:
                for one in batch:
                    self._answer([one])
                return
            _tell([(batch[0][1], failure)])
            return
        _tell([(waiting, answer) for (_piece, waiting), answer in zip(batch, answers, strict=True)])


def _tell(done: list[tuple[asyncio.Future[Any], Any]]) -> None:
    """Each loop once. One that has ended meanwhile has nobody who waits."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Any]]] = {}
    for waiting, answer in done:
        by_loop.setdefault(waiting.get_loop(), []).append((waiting, answer))
    for loop, mine in by_loop.items():
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(_resolve, mine)


def _resolve(done: list[tuple[asyncio.Future[Any], Any]]) -> None:
    for waiting, answer in done:
        if waiting.done():  # who waited has gone
            continue
        if isinstance(answer, Exception):
            waiting.set_exception(answer)
        else:
            waiting.set_result(answer)
