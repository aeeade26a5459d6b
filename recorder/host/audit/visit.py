"""One page, from the recorder's start to the last thing that leaves: look, type, press, look again."""

import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page

from .attach import Recorders
from .canaries import Canaries, Canary
from .fill import Typed, fill, leave_field
from .look import Look, look
from .outgoing import Outgoing
from .press import press_one, unpressed

PRESSES_S = 15
MOST_PRESSES = 25


@dataclass
class Visited:
    """What is known of one page. ``before``: as it stood when the recorder came; ``after``: when all was typed and pressed."""

    path: str
    before: Look
    after: Look
    typed: list[Typed]
    address: Canary | None
    outgoing: dict[str, Outgoing]
    status: int = 200
    picture: bytes = b""
    pressed: int = 0
    others: list[Look] = field(default_factory=list)


def path_of(address: str) -> str:
    """What reports call a page: its path; no query, which may be personal."""
    return urlsplit(address).path or "/"


def visit(page: Page, recorders: Recorders, canaries: Canaries, *, types: bool = True, presses: bool = True) -> Visited:
    """Looks through the page that is open.

    Raises:
        AttachError: the recorder does not run there.
        playwright Error: the page went away.
    """
    path = path_of(page.url)
    recorders.forget()
    address = canaries.address() if types else None
    recorders.attach(page, f"?who={address.text}#{address.text}" if address else "")
    before = look(page)
    done: set[str] = set()
    typed = fill(before, canaries, done, path) if types else []
    others: list[Look] = []
    pressed = _press(page, recorders, canaries, done, typed, others, path) if presses else 0
    leave_field(page)
    after = look(page)
    recorders.flush(page)
    return Visited(path, before, after, typed, address, dict(recorders.outgoing), pressed=pressed, others=others)


def _press(
    page: Page, recorders: Recorders, canaries: Canaries, done: set[str], typed: list[Typed], others: list[Look], path: str
) -> int:
    """Presses what is safe, and types into what that opens; the number of presses."""
    pressed: set[str] = set()
    count, end = 0, time.monotonic() + PRESSES_S
    while count < MOST_PRESSES and time.monotonic() < end and (found := unpressed(page, pressed)):
        address = page.url
        if press_one(page, *found):
            count += 1
            others.append(look(page))
            typed += fill(others[-1], canaries, done, path)
        elif page.url.split("#")[0] != address.split("#")[0]:
            page.goto(address)
        if not recorders.is_running(page):
            recorders.attach(page)
    return count
