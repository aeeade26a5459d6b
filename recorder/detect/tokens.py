"""Secrets: signed tokens, API keys of well-known shapes, long random strings.

Laws: a hash, a UUID, an integrity attribute or a camel-case name in documentation is no secret; a random string is one when it
stands beside a word for secrets, or when it changes between capitals, small letters and digits as only chance does.
Source: RFC 7519 (JWT); the issuers' published prefixes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .labels import nearest

_SHAPES = re.compile(
    r"(?<![\w-])(?:"
    r"eyJ[\w-]{8,4000}\.[\w-]{8,4000}(?:\.[\w-]{0,4000}){0,3}"
    r"|(?:AKIA|ASIA|AGPA|AIDA|AROA|ANPA)[A-Z0-9]{16}"
    r"|gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_\w{30,255}|gl(?:pat|dt|rt|cbt)-[\w-]{18,200}"
    r"|xox[abeoprs]-[\w-]{10,250}|xapp-[\w-]{10,250}"
    r"|(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{10,250}|whsec_[A-Za-z0-9+/=]{16,200}"
    r"|sk-(?:[a-z]{2,10}-){0,3}[\w-]{20,250}|SG\.[\w-]{16,40}\.[\w-]{30,60}|AIza[\w-]{30,45}|ya29\.[\w-]{20,500}"
    r"|npm_[A-Za-z0-9]{30,60}|pypi-[\w-]{40,300}|do[opr]_v1_[a-f0-9]{60,70}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}"
    r"|hf_[A-Za-z0-9]{30,50}|glsa_\w{30,60}|lin_api_\w{30,60}|sq0(?:atp|csp)-[\w-]{20,60}|EAA[A-Za-z0-9]{60,300}"
    r"|\d{8,10}:AA[\w-]{33}|key-[a-f0-9]{32}|dapi[a-f0-9]{32}|NRAK-[A-Z0-9]{27}|[a-f0-9]{32}-us\d{1,2}"
    r"|(?:hvs|hvb|s)\.[A-Za-z0-9_-]{24,200}|AC[a-f0-9]{32}|sk[a-f0-9]{32}|rzp_(?:live|test)_[A-Za-z0-9]{14,30}|r8_[A-Za-z0-9]{37}"
    r"|[ps]k\.eyJ[\w-]{20,200}\.[\w-]{10,60}|services/T\w{8,12}/B\w{8,12}/\w{20,30}|webhooks/\d{17,20}/[\w-]{60,80}"
    r"|[a-z]{2,8}_(?:live|test|prod|sk|pk)_[A-Za-z0-9]{16,200}"
    r")(?![\w-])"
)
# A key of two-step sign-in, as pages show it to be typed: base32 in groups of four (RFC 4648). Compiled at first use.
_GROUPS = r"(?<![\w-])(?:(?:[A-Z2-7]{4}[ -]){3,15}[A-Z2-7]{4}|(?:[a-z2-7]{4}[ -]){3,15}[a-z2-7]{4})(?![\w-])"
_PEM = re.compile(r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[^-]{0,8000}(?:-----END [A-Z ]{0,20}PRIVATE KEY-----)?")
_LONG = re.compile(r"[\w+/=.~-]{16,4000}")
# What any of the shapes lies in.
_UNBROKEN = re.compile(r"[\w+/=.:~-]{15,}")
_DIGIT, _LETTER = re.compile("[0-9]"), re.compile("[A-Za-z]")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")
_HEX = re.compile(r"(?:0x)?[0-9a-fA-F]+\Z")
_HASH_BEFORE = re.compile(
    r"(?:sha\d{1,3}|md5|commit|integrity|checksum|digest|hash|etag|blob|tree|base64,)[-=:\s\"']{0,4}\Z",
    re.IGNORECASE,
)
_HASH_START = re.compile(r"(?:sha\d{3}|md5)-", re.IGNORECASE)
_PARAMETER = re.compile(
    r"(?:token|secret|key|passw(?:or)?d|pwd|sig|signature|auth|session|sessionid|sid|credential|jwt|bearer|basic|cookie|otp|nonce)"
    r"[\"']?\s?[=: ]\s?[\"']?\Z",
    re.IGNORECASE,
)
_URL_PARAMETER = re.compile(r"[?&][\w.-]{1,20}=\Z")
_LEAST_CHARS = 16
_UNLABELLED_CHARS = 28
_RANDOM_CHANGES = 0.42


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    for found in re.finditer(_GROUPS, text):
        if sum(map(_mixed, re.split("[ -]", found.group()))) > 1:
            yield found.start(), found.end(), "token"
    if max(map(len, text.split()), default=0) < _LEAST_CHARS or not _LONG.search(text):
        return
    for piece in _UNBROKEN.finditer(text):
        for found in _SHAPES.finditer(text, *piece.span()):
            if len(set(found.group())) > 8:
                yield found.start(), found.end(), "token"
    if "-----BEGIN" in text:
        yield from ((found.start(), found.end(), "token") for found in _PEM.finditer(text))
    for found in _LONG.finditer(text):
        value = _value(found)
        if value and _secret(text, *value):
            yield value[0], value[1], "token"


def _value(found: re.Match[str]) -> tuple[int, int] | None:
    """The long string without a name in front (NAME=value) and without signs around."""
    start, end = found.span()
    string = found.group()
    name = re.match(r"[A-Za-z_.-]{2,40}=(?=[^=])", string)
    start += name.end() if name else 0
    string = string[start - found.start() :]
    end -= len(string) - len(string.rstrip(".-~/"))
    return (start, end) if end - start >= 16 else None


def _secret(text: str, start: int, end: int) -> bool:
    string = text[start:end]
    before = text[max(0, start - 24) : start]
    if not _mixed(string) or _HASH_BEFORE.search(before) or _HASH_START.match(string):
        return False
    if _PARAMETER.search(before) and not (string.isdigit() or _looks_written(string)):
        return True
    label = nearest(text, start)
    labelled = label is not None and label.meaning == "secret" and label.gap_words <= 2
    if _HEX.match(string.replace("-", "")):
        return labelled and len(string) >= 24
    if labelled:
        return not _looks_written(string)
    if _URL_PARAMETER.search(before):
        return False
    return len(string) >= _UNLABELLED_CHARS and _random(string) and "/" not in before[-1:]


def _mixed(string: str) -> bool:
    return string.isascii() and _DIGIT.search(string) is not None and _LETTER.search(string) is not None


def _looks_written(string: str) -> bool:
    """Words, a path, a file or a version: dots or slashes, or hardly any change of letter class."""
    return _changes(string) < 0.2 and not _HEX.match(string.replace("-", "")) or string.count("/") > 2 or string.count(".") > 2


def _random(string: str) -> bool:
    letters = [char for char in string if char.isalnum()]
    classes = {_letter_class(char) for char in letters}
    return len(classes) == 3 and string.count("/") <= len(string) // 16 and _changes(string) >= _RANDOM_CHANGES


def _changes(string: str) -> float:
    """How often neighbours differ in class (capital, small, digit): about 0.6 by chance, 0.25 in names."""
    classes = [_letter_class(char) for char in string if char.isalnum()]
    return sum(a != b for a, b in zip(classes, classes[1:])) / max(1, len(classes) - 1)


def _letter_class(char: str) -> str:
    return "digit" if char.isdigit() else "capital" if char.isupper() else "small"
