"""Work that is done again and again while the collector runs.

Laws: a round that fails is logged by its failure's type, since the message may quote what was sent, and tried again with
the next; with several copies each does its rounds.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from obstore.exceptions import BaseError as ObjectsError
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

log = logging.getLogger("velo.collector")


async def keep_on(what: str, work: Callable[[], object], every_s: float) -> None:
    """`what`: as the log calls it. Until it is cancelled."""
    while True:
        try:
            await run_in_threadpool(work)
        except (SQLAlchemyError, ObjectsError, OSError) as failure:
            log.error("%s failed: %s", what, type(failure).__name__)
        await asyncio.sleep(every_s)
