"""Public internet addresses.

Laws: private, loopback, link-local, documentation and mask addresses name no visitor and stay readable; four small
numbers are a version or a clause unless something says IP; a version label always wins.
Source: RFC 791, 4291, the IANA special-purpose registries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .labels import nearest

_V4 = re.compile(r"(?<![\w.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?!\w|\.\w|-\w)")
_V6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f]{1,4}(?:::?[0-9A-Fa-f]{1,4}){2,7}(?:::)?(?![\w:])")
_WELL_KNOWN = frozenset(["8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "208.67.222.222", "208.67.220.220"])
_SMALL_OCTET = 32
_VERSION_SIGN = re.compile(r"(?:[§#vV^~]|==|art\.?|no\.?|nr\.?)\s?\Z")


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _V4.finditer(text) if text.count(".") >= 3 else ():
        if _public_v4(found) and _is_ip(text, found):
            yield found.start(), found.end(), "ip"
    if text.count(":") >= 3:
        for found in _V6.finditer(text):
            if _public_v6(found.group().lower()):
                yield found.start(), found.end(), "ip"


def _public_v4(found: re.Match[str]) -> bool:
    first, second, third, fourth = (int(octet) for octet in found.groups())
    if max(first, second, third, fourth) > 255 or found.group() in _WELL_KNOWN:
        return False
    if any(len(octet) > 1 and octet[0] == "0" for octet in found.groups()):
        return False
    return not _special(first, second, third)


def _special(first: int, second: int, third: int) -> bool:
    return (
        first in (0, 10, 127)
        or first >= 224
        or (first, second) in ((192, 168), (169, 254), (198, 18), (198, 19))
        or (first == 172 and 16 <= second <= 31)
        or (first == 100 and 64 <= second <= 127)
        or (first, second, third) in ((192, 0, 2), (198, 51, 100), (203, 0, 113), (192, 0, 0))
    )


def _is_ip(text: str, found: re.Match[str]) -> bool:
    label = nearest(text, found.start())
    if label is not None and label.meaning == "network":
        return True
    if label is not None and label.meaning == "other" and label.gap_words <= 1:
        return False
    if _VERSION_SIGN.search(text, max(0, found.start() - 5), found.start()):
        return False
    return max(int(octet) for octet in found.groups()) >= _SMALL_OCTET


def _public_v6(address: str) -> bool:
    groups = [group for group in re.split("::?", address) if group]
    if address.count("::") > 1 or ("::" not in address and len(groups) != 8):
        return False
    first = int(groups[0], 16)
    return 0x2000 <= first <= 0x3FFF and not address.startswith(("2001:db8:", "2001:0db8:"))
