"""What a segment must look like, and what the list of recordings may say about it.

Laws: a segment is one gzip member of NDJSON, each line an rrweb event (events.py), or such a member sealed for
a key that is not here (envelope.py); anything else is refused whole, never repaired. Unpacking stops at the limit,
whatever the body claims (a zip bomb costs no more than the limit). A refusal never quotes the line (limits.py).

Source: rrweb's `eventWithTime` (packages/types/src/index.ts); RFC 1952; the contract, section 5.
"""

from __future__ import annotations

import json
import math
import re
import zlib
from dataclasses import dataclass
from typing import Any, NoReturn

from demo_site.collector import envelope, quick
from demo_site.collector.events import META, wrong
from demo_site.collector.limits import Limits, Refused

RECORDING = re.compile(r"[A-Za-z0-9_-]{22}")
SEGMENT = re.compile(r"0|[1-9][0-9]{0,8}")
PAGE_CHARS = 300
GZIP_WBITS = 31
CONTROL_CHARS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Summary:
    """What is known of a segment without opening it again. No events: it is sealed."""

    events: int
    first_ms: int
    last_ms: int
    page: str
    width: int = 0


def check_name(recording: str, segment: str, limits: Limits) -> int:
    """The segment's number; refuses names that are not in the one form the contract gives them."""
    check_recording(recording)
    if not SEGMENT.fullmatch(segment):
        raise Refused(422, "segment: not a whole number without leading zeros")
    if int(segment) >= limits.segments:
        raise Refused(413, f"segment: more than {limits.segments} in one recording")
    return int(segment)


def check_recording(recording: str) -> None:
    if not RECORDING.fullmatch(recording):
        raise Refused(422, "recording: not 22 characters of URL-safe base64")


def check_form(content_type: str, content_encoding: str, *, only_sealed: bool = False) -> bool:
    """Whether the body says that it is sealed."""
    form, encoding = content_type.partition(";")[0].strip().lower(), content_encoding.strip().lower()
    if form == envelope.CONTENT_TYPE:
        if encoding not in ("", "identity"):
            raise Refused(415, "content-encoding: none for a sealed segment")
        return True
    if only_sealed:
        raise Refused(415, f"content-type: must be {envelope.CONTENT_TYPE}, this collector takes sealed segments only")
    if form != "application/x-ndjson":
        raise Refused(415, "content-type: must be application/x-ndjson")
    if encoding != "gzip":
        raise Refused(415, "content-encoding: must be gzip")
    return False


def unpack(body: bytes, limits: Limits) -> bytes:
    """The NDJSON inside one gzip member, never longer than the limit."""
    member = zlib.decompressobj(wbits=GZIP_WBITS)
    try:
        ndjson = member.decompress(body, limits.unpacked_bytes + 1)
    except zlib.error:
        raise Refused(400, "body: not gzip") from None
    if len(ndjson) > limits.unpacked_bytes:
        raise Refused(413, f"body: more than {limits.unpacked_bytes} bytes unpacked")
    if not member.eof:
        raise Refused(400, "body: gzip ends too early")
    if member.unused_data:
        raise Refused(400, "body: something follows the gzip member")
    return ndjson


def of_sealed(body: bytes, arrived_ms: int) -> Summary:
    """All that can be known of it: when it came."""
    envelope.split(body)
    return Summary(0, arrived_ms, arrived_ms, "")


def summarise(ndjson: bytes, limits: Limits) -> Summary:
    """Checks every line; what the list of recordings shows is gathered on the way."""
    lines = ndjson.removesuffix(b"\n").split(b"\n", limits.lines)
    if len(lines) > limits.lines:
        raise Refused(413, f"body: more than {limits.lines} lines")
    if (taken := quick.read(lines) if _is_utf8(ndjson) else None) is not None:
        pages = (event.data for event in taken if type(event) is quick.MetaEvent)
        first = next(pages, None)
        return _summary([event.timestamp for event in taken], first and (first.href, first.width))
    events = [_event(line, number) for number, line in enumerate(lines, 1)]
    said = next((event["data"] for event in events if event["type"] == META), None)
    return _summary([event["timestamp"] for event in events], said and (said["href"], said["width"]))


def _summary(times_ms: list[float], page: tuple[str, float] | None) -> Summary:
    href, width = page or ("", 0)
    return Summary(len(times_ms), math.floor(min(times_ms)), math.floor(max(times_ms)), _page(href), math.floor(width))


def _is_utf8(ndjson: bytes) -> bool:
    try:
        ndjson.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _event(line: bytes, number: int) -> dict[str, Any]:
    try:
        event = json.loads(line.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused(422, f"line {number}: not JSON") from None
    if field := wrong(event):
        raise Refused(422, f"line {number}: {field}")
    checked: dict[str, Any] = event
    return checked


def _no_constant(_name: str) -> NoReturn:
    """NaN and Infinity are Python's own; `JSON.parse` in the player would fail on them."""
    raise ValueError


def _page(href: str) -> str:
    """The recorded page as the list shows it: nothing that a terminal, a database or bidi acts on."""
    printable = CONTROL_CHARS.sub("", href[:PAGE_CHARS])
    return printable.encode("utf-8", "replace").decode("utf-8")
