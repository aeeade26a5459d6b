"""What stands where something is hidden, or cannot be played: boxes, grey pictures, pictures of canvases, popovers on top.

Laws: of the page, only sizes and words of closed lists (``attributes.PLACES``, CSS displays) get into one. Source: how rrweb's
player draws a box (``rr-block``, ``rr_width``, ``rr_height``).
"""

import re

from recorder.attributes import INLINE, PLACED, PLACES
from recorder.records import Raw

_LENGTH = re.compile(r"(-?\d{1,4}(?:\.\d{1,9})?)px")

# How a popover that is open can be laid out.
_DISPLAYS = frozenset("block flex grid inline-block inline-flex inline-grid inline contents table flow-root list-item".split())


def placed(place: dict[str, Raw | None]) -> dict[str, str]:
    """How an excluded box lies there, as CSS declarations."""
    said: dict[str, str] = {}
    for name, raw in place.items():
        value = raw.reveal() if raw is not None else ""
        length = _LENGTH.fullmatch(value)
        if name in PLACED and (length or value in PLACES):
            said[name] = f"{round(float(length[1]))}px" if length else value
    return said


def box(tag: str, width: int, height: int, place: dict[str, Raw | None]) -> dict[str, str]:
    """All that is said of an excluded element: its size (px), and the class by which rrweb's player draws a box."""
    # The size was measured with borders and padding, which must not make a small box larger; an inline element has no size of
    # its own, and a dialog is not shown without the attribute that is left out here.
    display = ";display:inline-block" if tag in INLINE or "-" in tag else ";display:block" if tag == "dialog" else ""
    style = f"box-sizing:border-box;padding:0;border:0{display}"
    style += "".join(f";{name}:{value}" for name, value in placed(place).items())
    return {"class": "rr-block", "rr_width": f"{int(width)}px", "rr_height": f"{int(height)}px", "style": style}


def picture(width: int, height: int) -> str:
    """A grey picture of that size (px), for one that is hidden."""
    return (
        f"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='{int(width)}' height='{int(height)}'%3E"
        "%3Crect width='100%25' height='100%25' fill='%23d5d8dd'/%3E%3C/svg%3E"
    )


def on_top(display: str) -> str:
    """The style of an open popover with this CSS display."""
    return f"display:{display if display in _DISPLAYS else 'block'}!important;z-index:2147483647"


def canvas(raw: dict[str, Raw]) -> str:
    """The style that gives a canvas its size: an empty picture of it. ``raw``: its attributes."""
    width, height = (_pixels(raw.get(name), default) for name, default in (("width", 300), ("height", 150)))
    return f"content:url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'/%3E\")"


def _pixels(raw: Raw | None, default: int) -> int:
    """A size of a canvas as its attribute says it."""
    found = re.match(r"\s*\+?(\d{1,5})", raw.reveal(), re.ASCII) if raw is not None else None
    return int(found[1]) if found else default
