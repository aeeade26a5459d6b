"""Looks for a secret in bytes: as they are, unpacked, and in every spelling a recorder might have put it in.

Laws: a hit in any reading is a hit; a reading of a reading is read too (base64 of gzip of JSON with escapes ...), up to a
depth; letter case and the script of digits do not matter. Better a false alarm that somebody looks at than a miss.
"""

import base64
import gzip
import html
import json
import re
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote_to_bytes

MAX_DEPTH = 6

_JSON_ESCAPE = re.compile(r'\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])')
_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})[ \n]?")
_HEX_ESCAPE = re.compile(r"\\x([0-9a-fA-F]{2})")
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){4,}")
_NUMBERS = re.compile(r"\[(?:\d{1,3},\s*){3,}\d{1,3}\]")


def found(secrets: Iterable[str], data: bytes | str) -> list[str]:
    """Where a secret shows: ``"S3CR3T (percent > base64)"`` for each secret that does, in its first reading."""
    wanted = {secret: plain(secret) for secret in secrets}
    hits: dict[str, str] = {}
    for way, text in readings(data):
        folded = plain(text)
        for secret, looked_for in wanted.items():
            if secret not in hits and looked_for in folded:
                hits[secret] = f"{secret} ({way}): {_around(folded, looked_for)}"
    return list(hits.values())


def plain(text: str) -> str:
    """Compatibility forms, letter case and the script of digits taken away."""
    text = unicodedata.normalize("NFKC", text).casefold()
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(char)) if char.isdigit() and not char.isascii() else char for char in text)


def readings(data: bytes | str) -> Iterator[tuple[str, str]]:
    """Every text that the data may be read as, with the way there."""
    waiting: list[tuple[str, bytes | str, int]] = [("as it is", data, 0)]
    seen: set[bytes | str] = set()
    while waiting:
        way, item, depth = waiting.pop(0)
        if not item or item in seen:
            continue
        seen.add(item)
        if isinstance(item, str):
            yield way, item
        if depth < MAX_DEPTH:
            decoders = _of_bytes(item) if isinstance(item, bytes) else _of_text(item, way)
            waiting += [(f"{way} > {name}" if depth else name, decoded, depth + 1) for name, decoded in decoders]


def _of_bytes(data: bytes) -> Iterator[tuple[str, bytes | str]]:
    yield "text", data.decode("utf-8", "replace")
    if b"\0" in data:
        yield "utf-16", data.decode("utf-16-le", "replace")
        yield "utf-16 be", data.decode("utf-16-be", "replace")
    if data[:2] == b"\x1f\x8b":
        yield "gzip", _unpacked(lambda: gzip.decompress(data))
    elif data[:1] == b"\x78":
        yield "deflate", _unpacked(lambda: zlib.decompressobj().decompress(data))


def _unpacked(unpack: Callable[[], bytes]) -> bytes:
    try:
        return unpack()
    except (OSError, EOFError, zlib.error):
        return b""


def _of_text(text: str, way: str) -> Iterator[tuple[str, bytes | str]]:
    if "\\" in text:
        yield "json", _JSON_ESCAPE.sub(lambda match: str(json.loads(f'"{match[0]}"')), text)
        yield "css", _CSS_ESCAPE.sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)), text)
        yield "script", _HEX_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if _PERCENT.search(text):
        yield "percent", unquote_to_bytes(text).decode("utf-8", "replace")
    if "&" in text:
        yield "html", html.unescape(text)
    if "base64" in way.rpartition("base64")[0]:
        return  # twice is enough: what is read now is mostly noise
    if runs := _BASE64.findall(text):
        for start in range(4):
            yield "base64", b"\n".join(_from_base64(run[start:]) for run in runs)
    if runs := _HEX.findall(text):
        yield "hex", b"\n".join(bytes.fromhex(run) for run in runs)
    if runs := _NUMBERS.findall(text):
        yield "numbers", b"\n".join(bytes(number for number in json.loads(run) if number < 256) for run in runs)


def _from_base64(run: str) -> bytes:
    run = run.replace("-", "+").replace("_", "/")
    run = run[: len(run) // 4 * 4 + (len(run) % 4 if len(run) % 4 > 1 else 0)]
    return base64.b64decode(run + "=" * (-len(run) % 4))


def _around(text: str, secret: str) -> str:
    at = text.index(secret)
    return repr(text[max(0, at - 60) : at + len(secret) + 40])
