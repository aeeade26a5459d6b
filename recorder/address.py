"""An address taken apart the way a browser does it, so that a decision is made about what it really says.

Laws: tabs and line breaks go, a backslash is a slash, percent signs are decoded as often as they decode, the
authority is what stands after the last "@". What a browser would not accept has an empty host. Pure, linear,
never raises; nothing here decides what may be shown (urls.py does).

Source: the URL Standard's basic parser for http and https; other schemes are only told apart.
"""

from __future__ import annotations

import re

LENGTH = 4096  # characters of a path, a query, a fragment
SEGMENTS = 16

_CONTROL = "".join(map(chr, range(33)))
_NOISE = re.compile(r"[\t\n\r]+")
_URL = re.compile(
    r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:[/\\]{2,}([^/\\?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?"
)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")

Url = tuple[str, "str | None", str, str, str]  # scheme, authority, path, query, fragment


def trim(raw: str) -> str:
    """An address without what a browser takes away before it reads it."""
    return _NOISE.sub("", raw.strip(_CONTROL))


def split(raw: str) -> Url:
    """The parts of an address as a browser takes it apart; an authority of "" is one that is not valid."""
    match = _URL.fullmatch(trim(raw))
    if match is None:
        return "", "", "", "", ""
    scheme, authority, path = (match[1] or "").lower(), match[2], match[3].replace("\\", "/")
    if scheme in ("http", "https") and authority is None:
        authority = ""
    if len(path) > LENGTH:
        path = "/too/long"
    return scheme, authority, path, (match[4] or "")[:LENGTH], (match[5] or "")[:LENGTH]


def absolute(raw: str, page: str, base: str) -> Url:
    """The parts of an address seen from a page, or from its base; relative where neither is known."""
    url = split(raw)
    if url[0]:
        return url
    return _join(url, _join(split(base), split(page)))


def _join(url: Url, root: Url) -> Url:
    scheme, authority, path, query, fragment = url
    if scheme or root[0] not in ("http", "https"):
        return url
    if authority is not None:
        return root[0], authority, path, query, fragment
    if not path:
        return root[0], root[1], root[2], query or root[3], fragment
    if not path.startswith("/"):
        path = root[2].rpartition("/")[0] + "/" + path
    return root[0], root[1], path, query, fragment


def host_of(url: Url) -> str:
    """Host and port in lower case, without a user; "" where there is no valid one."""
    host = decoded((url[1] or "").rpartition("@")[2][:300]).lower()
    if not _HOST.fullmatch(host):
        return ""
    return host.removesuffix(":80" if url[0] == "http" else ":443")


def decoded(text: str, times: int = 4) -> str:
    """Percent signs decoded until nothing changes; what is still encoded then does not pass anywhere."""
    for _ in range(times):
        if "%" not in text:
            break
        text = _PERCENT.sub(_bytes, text)
    return text


def _bytes(match: re.Match[str]) -> str:
    return bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace")


def segments(path: str) -> list[str]:
    """The segments of a path without dots; a first and a last empty one stand for a slash."""
    parts = path.split("/")
    kept: list[str] = []
    for part in parts:
        dots = decoded(part) if len(part) <= 12 else part
        if dots == ".." and kept and kept[-1] != "..":
            kept.pop()
        elif dots == ".." and not path.startswith("/"):
            kept.append("..")
        elif part and dots not in (".", ".."):
            kept.append(part)
    before = [""] if path.startswith("/") else []
    after = [""] if len(kept) <= SEGMENTS and decoded(parts[-1][:12]) in ("", ".", "..") else []
    return before + kept[:SEGMENTS] + after if kept else before * 2
