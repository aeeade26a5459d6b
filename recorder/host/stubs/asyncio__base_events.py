"""Pyodide has an event loop of its own, the browser's; this one would wait on sockets."""

from asyncio.events import AbstractEventLoop, AbstractServer

__all__ = "BaseEventLoop", "Server"


class BaseEventLoop(AbstractEventLoop):
    """Every method raises ``NotImplementedError``."""


class Server(AbstractServer):
    """Every method raises ``NotImplementedError``."""
