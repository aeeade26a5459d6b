"""Work done together: each piece gets its own answer, also when others of its batch fail or nobody waits any more."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest

from demo_site.collector.together import Together

T = TypeVar("T")


def finished(work: Coroutine[Any, Any, T]) -> T:
    """What it comes to. In a thread of its own: where browser tests have run, Playwright's loop runs in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()


def doubled(batch: list[int]) -> list[int]:
    if 13 in batch:
        raise ValueError("thirteen")
    return [2 * piece for piece in batch]


def test_pieces_that_come_together_are_done_together_and_answered_each() -> None:
    batches: list[int] = []

    def work(batch: list[int]) -> list[int]:
        batches.append(len(batch))
        return doubled(batch)

    async def ask() -> list[int]:
        return list(await asyncio.gather(*(together.submit(piece) for piece in range(14, 114))))

    together = Together(work)
    assert finished(ask()) == [2 * piece for piece in range(14, 114)]
    together.close()
    assert sum(batches) == 100 and len(batches) < 50


def test_one_that_fails_fails_alone() -> None:
    async def ask() -> list[object]:
        return list(await asyncio.gather(*(together.submit(piece) for piece in (1, 13, 2)), return_exceptions=True))

    together = Together(doubled)
    first, failed, last = finished(ask())
    assert (first, last) == (2, 4) and isinstance(failed, ValueError)
    together.close()


def test_who_stopped_waiting_disturbs_nobody() -> None:
    async def leave() -> None:
        together.submit(1).cancel()

    async def ask() -> int:
        return await together.submit(4)

    together = Together(doubled)
    finished(leave())
    assert finished(ask()) == 8
    together.close()
    together.close()


@pytest.mark.parametrize("pieces", [0, 3])
def test_what_waits_is_done_before_it_closes(pieces: int) -> None:
    done: list[int] = []

    async def ask() -> None:
        for piece in range(pieces):
            together.submit(piece)
        await asyncio.to_thread(together.close)

    together = Together(lambda batch: [done.append(piece) for piece in batch])
    finished(ask())
    assert done == list(range(pieces))
