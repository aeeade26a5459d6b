"""Presses what opens more of a page: tabs, accordions, menus, dialogs, buttons that are not for doing something.

Laws: what sends, buys, pays, deletes, agrees, speaks to somebody or logs out is not pressed, in nine languages
(``words.DANGER``); a press that leads away is taken back.
"""

from playwright.sync_api import Error, Page

from . import kinds, words
from .look import Look, look

PRESS_LIMIT_MS = 1_000
SETTLE_MS = 150


def is_safe(says: str) -> bool:
    """Whether a button may be pressed, by all that it says of itself."""
    return not kinds.says(words.DANGER, says)


def press_one(page: Page, seen: Look, at: int) -> bool:
    """Presses one; says whether the page may have changed."""
    element = seen.element(at)
    if element is None:
        return False
    before = page.url.split("#")[0]
    try:
        element.click(timeout=PRESS_LIMIT_MS)
        page.wait_for_timeout(SETTLE_MS)
    except Error:
        return False
    if page.url.split("#")[0] != before:
        page.go_back(timeout=5_000)
        return False
    return True


def unpressed(page: Page, pressed: set[str]) -> tuple[Look, int] | None:
    """The next thing to press, and the look it was found in; ``pressed`` is added to."""
    seen = look(page)
    for part in seen.all():
        for at, says in part.presses:
            if says not in pressed:
                pressed.add(says)
                if is_safe(says):
                    return part, at
    return None
