"""Event loops on file descriptors: none in a browser."""

from asyncio.base_events import BaseEventLoop
from asyncio.events import _BaseDefaultEventLoopPolicy  # type: ignore[attr-defined]

__all__ = ("EventLoop",)


class EventLoop(BaseEventLoop):
    """Every method raises ``NotImplementedError``."""


class _DefaultEventLoopPolicy(_BaseDefaultEventLoopPolicy):  # type: ignore[misc]
    _loop_factory = EventLoop
