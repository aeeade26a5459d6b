"""E-mail addresses, also those spelled out against robots.

Laws: an address needs a local part, an at sign and a host with an alphabetic last label; "foo@bar", "lodash@4.17.21",
"logo@2x.png" and "git@host:path" are none. Reading starts at each at sign and is bounded by the lengths of RFC 5321, so the
time is linear. Role addresses (info@) are hidden like any other: who stands behind one cannot be seen from outside.
Source: RFC 5321, 5322 (dot-atom and quoted string), 6531 (international), RFC 3986 for %40.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LOCAL_CHARS = 64
HOST_CHARS = 254

_AT = re.compile("@|%(?:25)?40")
_QUOTED = re.compile(r'(?<![\w"])"[^"\n]{1,62}"\Z')
_LOCAL_ENDS_AT = re.compile(r"[=/?&|:]|%3[DdFfAa]|%2[Ff6]")
# A page may set a number right behind an address; of a version ("lib@2.0.beta3") only the commonest endings could be one.
_ASCII_HOST = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}"
    r"((?:(?i:xn)--[A-Za-z0-9-]{2,59}|[A-Za-z]{2,24})(?![A-Za-z0-9])|(?i:com|net|org|edu|info|de|fr|it|es|uk|nl|pl|cz|pt|ch|eu)(?=[0-9]))"
)
_ANY_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}([^\W\d_]{2,24})(?![^\W_])")
_NUMBERED_HOST = re.compile(r"\[[0-9a-fA-F:.]{7,45}\]")
_FILE_ENDINGS = frozenset(
    [
        "png",
        "jpg",
        "jpeg",
        "gif",
        "svg",
        "webp",
        "avif",
        "ico",
        "css",
        "js",
        "mjs",
        "ts",
        "json",
        "map",
        "html",
        "xml",
        "pdf",
        "zip",
        "woff",
        "ttf",
        "mp3",
        "mp4",
    ]
)

_AT_WORD = (
    r"at|ät|aet|arroba|chiocciola|chiocciolina|arobase|arobas|zavináč|zavinac|małpa|malpa|apenstaartje|snabel-?a"
    r"|krøllalfa|kukac|miukumauku|arond|собака|παπάκι|at sign"
)
_DOT_WORD = r"dot|punkt|punto|point|ponto|punt|kropka|tečka|tecka|bodka|punktum|piste|pont|nokta|punct|točka|крапка|точка|τελεία"
AT_WORDS = ("snabel", *_AT_WORD.split("|"))
DOT_WORDS = tuple(_DOT_WORD.split("|"))
_HEDGED_AT = rf"\s?[(\[{{<]\s?(?:{_AT_WORD}|@)\s?[)\]}}>]\s?|\s?_at_\s?|\(a\)"
_HEDGED_DOT = rf"\s?[(\[{{<]\s?(?:{_DOT_WORD}|\.)\s?[)\]}}>]\s?|\s?_dot_\s?| (?:{_DOT_WORD}) "
_NAME = r"[^\W_][\w+-]{0,40}"
_LOCAL = rf"{_NAME}(?:(?:{_HEDGED_DOT}|\.| \. ){_NAME}){{0,4}}"
_END = r"[^\W\d_]{2,12}(?![\w@])"
# What a text cannot be without before a form is worth its time; and the form.
_SPELLED = (
    # jane (at) example (dot) com, jane[at]example.com
    (_HEDGED_AT, rf"(?<![\w.+-]){_LOCAL}(?:{_HEDGED_AT})(?:[\w-]{{1,40}}(?:{_HEDGED_DOT}|\.| \. )){{1,4}}{_END}"),
    # jane at example dot com: only with a spelled dot, since "at" alone is a common word
    (_HEDGED_DOT, rf"(?<![\w.+-]){_LOCAL} (?:{_AT_WORD}) "
     rf"(?:[\w-]{{1,40}}\.){{0,2}}(?:[\w-]{{1,40}}(?:{_HEDGED_DOT})){{1,4}}{_END}"),
    # jane @ example . com
    ("@", rf"(?<![\w.+-]){_LOCAL}(?: @ ?|@ )(?:[\w-]{{1,40}}(?:{_HEDGED_DOT}|\.| \. )){{1,4}}{_END}"),
    # jane@example dot com
    ("@", rf"(?<![\w.+-]){_LOCAL}@(?:[\w-]{{1,40}}(?:{_HEDGED_DOT}| \. )){{1,4}}{_END}"),
    # janeATexampleDOTcom
    ("DOT", r"(?<![\w.+-])[a-z0-9][a-z0-9._+-]{0,40}(?:AT|_AT_)[a-z0-9-]{1,40}(?:DOT|_DOT_)[a-z]{2,12}(?!\w)"),
)
_COMMON = frozenset(
    [
        "us",
        "me",
        "him",
        "her",
        "them",
        "look",
        "looking",
        "visit",
        "site",
        "website",
        "online",
        "here",
        "find",
        "found",
        "available",
        "more",
        "page",
        "live",
        "is",
        "it",
    ]
)
_SPELLED_SIGN = re.compile(
    rf"[(\[{{<_ ](?:{_AT_WORD}|@)[)\]}}>_ ]|@ |@\S{{1,80}} (?:{_DOT_WORD}|\.) |[a-z]AT[a-z]|\w\(a\)\w", re.IGNORECASE
)
_compiled: list[tuple[re.Pattern[str], re.Pattern[str]]] = []


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Addresses as typed."""
    for sign in _AT.finditer(text):
        found = _around(text, sign.start(), sign.end())
        if found:
            yield found[0], found[1], "email"


def _around(text: str, at: int, after: int) -> tuple[int, int] | None:
    """The address around one at sign."""
    if not 0 < at < len(text) - 3:
        return None
    plain = text[at - 1].isascii()
    before = text[max(0, at - LOCAL_CHARS) : at]
    if text[at - 1] == '"':
        quoted = _QUOTED.search(before)
        local = quoted[0] if quoted else None
    else:
        local = _search_back(before, plain)
    host = _host(text, after)
    if local is None or host is None:
        return None
    if local == "git" and text[host : host + 1] in (":", "/"):
        return None
    return at - len(local), host


def _search_back(before: str, plain: bool) -> str | None:
    """The longest local part that ends `before`, without signs at its start."""
    last = len(before)
    while last and _is_local(before[last - 1]):
        last -= 1
    local = before[last:]
    if plain and local.isascii() is False:
        local = _after_ideographs(local)
    local = _LOCAL_ENDS_AT.split(local)[-1]
    local = local.lstrip(".!#$&'*+-?^`{}~_%") if not local.startswith("_") else local.lstrip(".")
    return local or None


def _is_local(char: str) -> bool:
    return char.isalnum() or char in "._+-%!#$&'*/=?^`{|}~\u0301\u0308\u0300\u0302\u0303\u030a\u030c\u0327\u0328"


def _after_ideographs(local: str) -> str:
    """Scripts without spaces run into the address: cut after their last character."""
    for at in range(len(local) - 1, -1, -1):
        if "\u3000" <= local[at] <= "\u9fff" or "\uac00" <= local[at] <= "\ud7af" or "\u0600" <= local[at] <= "\u06ff":
            return local[at + 1 :]
    return local


def _host(text: str, after: int) -> int | None:
    """Where the host that starts at `after` ends."""
    window = text[after : after + HOST_CHARS].replace("\u3002", ".")  # IDNA takes it for a dot
    found = (_ASCII_HOST if window[:1].isascii() else _ANY_HOST).match(window) or _ANY_HOST.match(window)
    if found is None:
        numbered = _NUMBERED_HOST.match(window)
        return after + numbered.end() if numbered else None
    if found.group(1).lower() in _FILE_ENDINGS or re.match(r"\d+\.\d", window):
        return None
    return after + found.end()


def spelled(text: str) -> Iterator[tuple[int, int, str]]:
    """Addresses written for people only: "jane (at) example (dot) com"."""
    if not _SPELLED_SIGN.search(text):
        return
    if not _compiled:
        for sign, form in _SPELLED:
            flags = re.IGNORECASE if "AT|" not in form else 0
            _compiled.append((re.compile(sign, flags), re.compile(form, flags)))
    for needed, spelling in _compiled:
        for found in spelling.finditer(text) if needed.search(text) else ():
            if re.split(r"[^\w]", found.group(), maxsplit=1)[0].lower() not in _COMMON:
                yield found.start(), found.end(), "email"
