"""Records the page that this Python runs in (PyScript, Pyodide): the same probe, the same rules, the same events, no worker.

``velo-python.js`` starts the probe and talks to ``page_shell.py`` as it talks to the worker elsewhere. Law: these two modules
alone know a browser; what may leave is decided where it always is, in ``Session``.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import js
from pyodide.ffi import create_proxy, to_js

from recorder.errors import RulesError, VeloError
from recorder.page_shell import Shell, js_object, rules

__all__ = ["Recording", "record"]

_made: list[Any] = []  # `window.velo`, once it is there


async def record(velo: str = "/velo/", **options: Any) -> "Recording":
    """Starts recording this page.

    Args:
        velo: address of the folder dist/velo, absolute or as the page writes it.
        options: those of docs/api.md, written ``record_inputs`` or ``recordInputs``.

    Raises:
        RulesError: a rule asks for attributes that this build does not read.
        JsException: an option is wrong; the message says all that is.
    """
    if rules.attributes:
        raise RulesError("rules for attributes hold only where they were built in: python build.py --rules rules.py")
    if not _made:
        _made.append(await _load(velo.rstrip("/") + "/velo-python.js"))
    await _made[0].start(js_object({_camel(name): to_js(value) for name, value in options.items()}))
    return Recording(_made[0])


class Recording:
    """What docs/api.md promises of ``velo``, for Python. Iterating gives the text of each segment before it leaves."""

    def __init__(self, velo: Any) -> None:
        self._velo = velo

    @property
    def state(self) -> str:
        """"recording", "waiting" for consent, "off", "paused", "failed" ..."""
        return str(self._velo.state)

    def exclude(self, target: Any) -> Callable[[], None]:
        """From now on the target (a selector, an element, a list of them) leaves as an empty box. Gives what lifts the mark."""
        return self._mark("exclude", target)

    def mask(self, target: Any) -> Callable[[], None]:
        """From now on the target's words and values are hidden."""
        return self._mark("mask", target)

    def ignore(self, target: Any) -> Callable[[], None]:
        """From now on no input and no pointer event in the target is recorded."""
        return self._mark("ignore", target)

    def allow(self, target: Any) -> Callable[[], None]:
        """The target's words may show where the preset is ``strict``."""
        return self._mark("allow", target)

    def _mark(self, name: str, target: Any) -> Callable[[], None]:
        undo: Callable[[], None] = getattr(self._velo, name)(to_js(target))
        return undo

    async def ledger(self) -> dict[str, dict[str, int]]:
        """Counts of what was hidden and dropped; never content."""
        counts: dict[str, dict[str, int]] = (await self._velo.ledger()).to_py()
        return counts

    def on_segment(self, listener: Callable[[str], Any]) -> Callable[[], None]:
        """The listener is given the exact text of each segment before it leaves. Gives what ends that."""
        undo: Callable[[], None] = self._velo.on("batch", create_proxy(listener))
        return undo

    async def __aiter__(self) -> AsyncIterator[str]:
        waiting: asyncio.Queue[str] = asyncio.Queue()
        undo = self.on_segment(waiting.put_nowait)
        try:
            while True:
                yield await waiting.get()
        finally:
            undo()

    def event(self, name: str, data: Any = None) -> None:
        """Something that the site wants to find in the recording; masked like everything else."""
        self._velo.event(name, js_object({"data": data}).data)

    async def flush(self) -> None:
        """Waits until everything seen so far was masked and accepted by the collector."""
        await self._velo.flush()

    def pause(self) -> None:
        """Observes no more, until ``resume``."""
        self._velo.pause()

    def resume(self) -> None:
        """Goes on, with a new snapshot of the whole page."""
        self._velo.resume()

    async def stop(self) -> None:
        """Undoes every hook and sends what is left."""
        await self._velo.stop()


def _camel(name: str) -> str:
    first, *more = name.split("_")
    return first + "".join(word.capitalize() for word in more)


async def _load(address: str) -> Any:
    """Puts the loader's script into the page, and joins it with this Python."""
    tag = js.document.createElement("script")
    loaded = asyncio.get_event_loop().create_future()
    tag.onload = create_proxy(lambda _event: loaded.set_result(None))
    tag.onerror = create_proxy(lambda _event: loaded.set_exception(VeloError(f"{address} is not there")))
    tag.setAttribute("data-velo-python", "")
    tag.src = address
    js.document.head.append(tag)
    await loaded
    return tag.velo(create_proxy(Shell))
