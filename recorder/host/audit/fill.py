"""Types a canary into every field of a page, as a visitor would; remembers which went where."""

from dataclasses import dataclass

from playwright.sync_api import ElementHandle, Error, Page

from .canaries import Canaries, Canary
from .look import Field, Look
from .subject import is_search, kind_of_field

TYPE_LIMIT_MS = 1_500
_NOTHING_TO_TYPE = ("checkbox", "radio", "file", "range", "color")


@dataclass(frozen=True)
class Typed:
    """A canary and the field it went into. ``path``: of the page."""

    field: Field
    canary: Canary
    path: str


def fill(look: Look, canaries: Canaries, done: set[str], path: str) -> list[Typed]:
    """Types into the fields that were not typed into before (``done``: their selectors; added to)."""
    typed = []
    for part in look.all():
        for field in part.fields:
            key = f"{field.frame}|{field.selector}"
            if key in done or not field.fillable or field.type in _NOTHING_TO_TYPE:
                continue
            done.add(key)
            element = part.element(field.element)
            if element and (canary := _type(element, field, canaries)):
                typed.append(Typed(field, canary, path))
    return typed


def leave_field(page: Page) -> None:
    """The last field loses the focus: what is typed is final then."""
    page.evaluate("() => document.activeElement?.blur?.()")


def _type(element: ElementHandle, field: Field, canaries: Canaries) -> Canary | None:
    try:
        if field.tag == "select":
            _choose(element)
            return None
        canary = canaries.make("search" if is_search(field) else kind_of_field(field), field.type, _limit(field))
        element.fill(canary.text, timeout=TYPE_LIMIT_MS)
        return canary
    except Error:  # covered, gone, not editable after all: what cannot be typed into needs no mark
        return None


def _choose(element: ElementHandle) -> None:
    """The last choice that says something: the first is often "please choose"."""
    values = element.evaluate("list => [...list.options].filter(one => !one.disabled && one.value).map(one => one.value)")
    if values:
        element.select_option(values[-1], timeout=TYPE_LIMIT_MS)


def _limit(field: Field) -> int | None:
    said = field.attributes.get("maxlength", "")
    return int(said) if said.isdigit() else None
