"""What one look at a page found, as data: fields, words, links, things to press; and the handles to reach them again."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import ElementHandle, Frame, JSHandle, Page

from recorder import aliases
from recorder.records import Mark

from . import kinds, words
from .attach import script

MOST = {"fields": 500, "texts": 8_000, "links": 1_000, "presses": 60}
HIDES = int(Mark.EXCLUDE | Mark.MASK)


@dataclass
class Field:
    """A place to type or choose in. ``rect``: x, y, width, height on the page (CSS px)."""

    element: int
    tag: str
    type: str
    marks: int
    selector: str
    rect: list[int]
    visible: bool
    attributes: dict[str, str]
    labels: list[str]
    legend: str
    beside: str
    value: str
    dotted: bool
    fillable: bool
    group: list[Any] | None = None
    frame: str = ""

    @property
    def is_marked(self) -> bool:
        return bool(self.marks & (HIDES | int(Mark.IGNORE)))

    @property
    def is_multiline(self) -> bool:
        return self.tag == "textarea" or self.tag not in ("input", "select")


@dataclass
class Text:
    """Words of an element's own (or one attribute's), and what labels them."""

    element: int
    tag: str
    where: str
    own: list[str]
    label: str
    peers: list[str]
    tokens: list[str]
    thread: str | None
    marks: int
    selector: str
    rect: list[int]
    visible: bool
    group: list[Any] | None = None
    frame: str = ""

    @property
    def is_marked(self) -> bool:
        return bool(self.marks & HIDES)

    @property
    def text(self) -> str:
        return " ".join(self.own)


@dataclass
class Look:
    """A document at one moment. ``handle`` holds its elements for as long as it stays."""

    address: str
    title: str
    fields: list[Field]
    texts: list[Text]
    links: list[tuple[str, str, bool]]
    presses: list[tuple[int, str]]
    stored: list[tuple[str, str]]
    size: tuple[int, int]
    is_full: bool
    handle: JSHandle
    frames: list["Look"] = field(default_factory=list)

    def element(self, index: int) -> ElementHandle | None:
        """An element by its number; None once it is gone."""
        return self.handle.evaluate_handle("(look, at) => look.elements[at]", index).as_element()

    def all(self) -> list["Look"]:
        """This document and those framed in it."""
        return [self, *(below for frame in self.frames for below in frame.all())]


def look(page: Page | Frame, frame: str = "") -> Look:
    """Looks at a page and the frames of its own origin in it. ``frame``: the frame's own name for reports."""
    handle = page.evaluate_handle(
        script("look"), {"aliases": aliases.table(), "most": MOST, "threadNames": kinds.entries(words.THREAD)}
    )
    report = handle.get_property("report").json_value()
    found = Look(
        report["address"],
        report["title"],
        [Field(**entry, frame=frame) for entry in report["fields"]],
        [Text(**entry, frame=frame) for entry in report["texts"]],
        [(href, words, download) for href, words, download in report["links"]],
        [(entry["element"], entry["says"]) for entry in report["presses"]],
        [(name, value) for name, value in report["stored"]],
        (report["size"][0], report["size"][1]),
        report["full"],
        handle,
    )
    children = page.child_frames if isinstance(page, Frame) else page.main_frame.child_frames
    found.frames = [look(child, child.name or "frame") for child in children if _is_ours(child)]
    return found


def _is_ours(frame: Frame) -> bool:
    """Whether a frame is of the page's own origin: only those are in the recording."""
    try:
        return bool(frame.evaluate("() => { try { return !!window.top.document } catch { return false } }"))
    except Exception:
        return False
