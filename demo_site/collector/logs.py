"""What is logged: one JSON object a line on the error stream, or plain lines for a person.

Laws: no request is logged as such, no address, no id, no text that was sent. Of an error only its type and
where it was raised are written: its message may quote what was sent.
"""

from __future__ import annotations

import datetime
import json
import logging
import traceback
from typing import Any

OURS = "velo.collector"
WORDS = ("status", "reason", "recordings", "host", "port")


class JsonLines(logging.Formatter):
    """`extra={"told": {...}}` adds the fields named in `WORDS`."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        told = getattr(record, "told", {})
        line: dict[str, Any] = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": record.getMessage() if record.name == OURS else str(record.msg)[:200],
            **{word: told[word] for word in WORDS if word in told},
        }
        if record.exc_info and record.exc_info[0]:
            line |= _error(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _error(raised: Any) -> dict[str, Any]:
    frames = traceback.extract_tb(raised[2])[-5:]
    return {"error": raised[0].__name__, "at_lines": [f"{frame.name}:{frame.lineno}" for frame in frames]}


def set_up(*, as_json: bool) -> None:
    stream = logging.StreamHandler()
    if as_json:
        stream.setFormatter(JsonLines())
    for name, level in ((OURS, logging.INFO if as_json else logging.WARNING), ("uvicorn.error", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [stream], False
        logger.setLevel(level)
