"""Nobody reads a log in a worker, and asyncio writes one only when something of its own goes wrong."""

from typing import Any

DEBUG, INFO, WARNING, ERROR, CRITICAL = 10, 20, 30, 40, 50


class Logger:
    """Takes everything and keeps nothing."""

    def isEnabledFor(self, level: int) -> bool:
        return False

    def _nothing(self, *args: Any, **named: Any) -> None:
        return

    debug = info = warning = error = exception = critical = log = _nothing


def getLogger(name: str | None = None) -> Logger:
    return _ROOT


_ROOT = Logger()
