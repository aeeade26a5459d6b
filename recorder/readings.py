"""What a text says to a program: percent signs, character references, markup, escapes of scripts and styles, base64, hexadecimal,
bytes of UTF-8 that were read as Latin-1; and an address that is written backwards, to be turned round by the page's style.

Laws: a reading says where in the text each of its characters came from; what does not decode to plain text is none; nothing is
executed or fetched; the time grows with the text's length. Texts that are encoded twice are read twice.
"""

import binascii
import re
from collections.abc import Iterator
from itertools import islice

_DEPTH = 2
_MOST_RUNS = 50  # of base64 and the like in one text
_LONGEST = 4_000  # characters of one
_LEAST_BYTES = 5

# Quickly: most texts are what they say. All other patterns are compiled at first use.
_MAY_SAY_MORE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf]")
# The same in ASCII, by what each character is; looking for a few letters is quicker than for a pattern.
_KINDS = "".join("0Aa@ "[[c.isdigit(), c.isupper(), c.islower(), c in "@%=&\\<", True].index(True)] for c in map(chr, range(128)))
_MORE = ("@", "aA", "AAa", "0a", "0A", "0" * 10)
# Bytes, a character reference, escapes, bytes read as Latin-1.
_ESCAPED = (
    r"((?:[%=][0-9A-Fa-f]{2})+)|&(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});"
    r"|((?:\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]{1,6}\}|\\x[0-9A-Fa-f]{2}|\\[0-9A-Fa-f]{2,6} ?)+)"
    "|((?:[\u00c2-\u00f4][\u0080-\u00bf]{1,3})+)"
)
_ESCAPE = r"\\(?:x(..)|u?\{?([0-9A-Fa-f]+))"
_TAG = "</?[A-Za-z][^<>]{0,200}>"
_RUN = "[A-Za-z0-9+/_-]{8,}"
_WORDS = r"[+/_-]*(?:[A-Za-z]?[a-z]+|[A-Z]+)(?:[+/_-]+(?:[A-Za-z]?[a-z]+|[A-Z]+))*[+/_-]*|[\d/_-]{1,9}"
_UNBROKEN = ("[A-Za-z0-9]{8,}", "[A-Za-z0-9+/]{8,}", "[A-Za-z0-9_-]{8,}")
_REFERENCES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " ", "szlig": "ss", "commat": "@"}
_ACCENTED = "([A-Za-z]{1,2})(?:uml|acute|grave|circ|tilde|cedil|ring|slash|caron|lig|strok)"

Place = tuple[int, int]


class Reading:
    """A decoded text, and for each of its characters first place and end of what it was made of."""

    __slots__ = ("origins", "text")

    def __init__(self, text: str, origins: list[Place]) -> None:
        self.text = text
        self.origins = origins

    def span(self, start: int, end: int) -> Place:
        """Where a part of it stands in the text as it came."""
        first, last = sorted((self.origins[start], self.origins[end - 1]))
        return first[0], last[1]


def readings(text: str) -> list[Reading]:
    """All that a text may also be read as; most texts are nothing else.

    >>> [reading.text for reading in readings("to=J%C3%BCrgen, WmVwaHlyaW5l")]
    ['to=Jürgen, WmVwaHlyaW5l', 'Zephyrine']
    """
    if not _may_say_more(text):
        return []
    outer = [Reading(text, [(at, at + 1) for at in range(len(text))])]
    found = {(text, (0, 1)): outer[0]}
    for _ in range(_DEPTH):
        inner = [Reading(said, [one.span(*place) for place in places]) for one in outer for said, places in _once(one.text)]
        outer = [found.setdefault(key, one) for one in inner if (key := (one.text, one.origins[0])) not in found]
    return list(found.values())[1:]


def _may_say_more(text: str) -> bool:
    kinds = text.translate(_KINDS)
    return any(sign in kinds for sign in _MORE) or (not text.isascii() and _MAY_SAY_MORE.search(text) is not None)


def _once(text: str) -> Iterator[tuple[str, list[Place]]]:
    parts: list[str] = []
    places: list[Place] = []
    last = 0
    for found in re.finditer(_ESCAPED, text):
        said = _said(found)
        if said:
            parts += [text[last : found.start()], said]
            places += [(at, at + 1) for at in range(last, found.start())] + [found.span()] * len(said)
            last = found.end()
    if parts:
        yield "".join([*parts, text[last:]]), places + [(at, at + 1) for at in range(last, len(text))]
    if "<" in text and (tags := [found.span() for found in re.finditer(_TAG, text)]):
        ends = zip([0, *(end for _, end in tags)], [*(start for start, _ in tags), len(text)], strict=True)
        bare = [at for start, end in ends for at in range(start, end)]
        yield "".join(text[at] for at in bare), [(at, at + 1) for at in bare]
    if "@" in text:
        yield text[::-1], [(at, at + 1) for at in range(len(text) - 1, -1, -1)]
    for found in islice(re.finditer(_RUN, text), _MOST_RUNS):
        if len(found[0]) <= _LONGEST and not re.fullmatch(_WORDS, found[0]):
            for start, end in sorted({piece.span() for pattern in _UNBROKEN for piece in re.finditer(pattern, found[0])}):
                for said in _packed(found[0][start:end]):
                    yield said, [(found.start() + start, found.start() + end)] * len(said)


def _packed(piece: str) -> Iterator[str]:
    """What letters and digits hold as base64, and as hexadecimal."""
    data = piece.replace("-", "+").replace("_", "/")
    data = data[: len(data) - (len(data) % 4 == 1)]
    packings = (binascii.a2b_base64, data + "=" * (-len(data) % 4)), (binascii.unhexlify, re.sub("^0[xX]", "", piece))
    for unpack, packed in packings:
        try:
            said = _utf8(unpack(packed))
        except binascii.Error:
            continue
        if len(said) >= _LEAST_BYTES and re.sub(r"\s", "", said).isprintable():
            yield said


def _said(found: re.Match[str]) -> str:
    """What one piece of a text says; "": nothing else."""
    code, reference, escapes, latin = found.groups()
    if code:
        return _utf8(binascii.unhexlify(re.sub("[%=]", "", code)))
    if latin:
        return _utf8(latin.encode("latin-1"))
    if escapes:
        return _of_codes([int(one[1] or one[2][:6], 16) for one in re.finditer(_ESCAPE, escapes)])
    if reference[0] == "#":
        return _of_codes([int(reference[2:], 16) if reference[1] in "xX" else int(reference[1:])])
    accented = re.fullmatch(_ACCENTED, reference)
    return accented[1] if accented else _REFERENCES.get(reference, "")


def _of_codes(codes: list[int]) -> str:
    for at in range(len(codes) - 1, 0, -1):
        if 0xD800 <= codes[at - 1] < 0xDC00 <= codes[at] < 0xE000:
            codes[at - 1 : at + 1] = [0x10000 + ((codes[at - 1] & 0x3FF) << 10) + (codes[at] & 0x3FF)]
    return "".join(chr(code) for code in codes if code < 0x110000)


def _utf8(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return ""
