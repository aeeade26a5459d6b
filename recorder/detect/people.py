"""Names of people: after a label, after a greeting, after a title that opens a letter, in a table's column.

Laws: a name needs something that introduces it (a by-line or a signature stays); the name alone is answered. One pass over the
words, each looked at a bounded number of times. What may be a name is `names.py`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import honorifics, labels
from .names import FIELDS, Words, after_titles, introduction, last_of_name, tables, words_of

_COLON = re.compile(r"\s?(?:\*|\([^()\n]{1,30}\))?\s?[:=：]\s{0,3}|[ ]?[\n\t]\s{0,2}")
_SPACES = re.compile(r"[ \t]{1,3}")
_GREETING_GAP = re.compile(r"[ ]{1,2}|[ ]?[,،][ ]|\.[ ]")
_BEFORE_GREETING = re.compile(r"[\n\t.!?:;\"“|•·>,-]")
_AFTER_GREETING = re.compile(r"[ ]{0,2}(?:[,;:!.?、،\n\t…)-]|\Z|[\U0001f300-\U0001faff\u2600-\u27bf])")
_AFTER_OPENING = re.compile(r" ?[,:!،]")
_BEFORE_MAIL = re.compile(r"[\"']?[ ]{0,2}[<(\[]\s?[^\s<>]{1,80}@")
_NEXT_LABEL = re.compile(r"[ ]?[:*]")
# "Patient Access Scheme" is a headline, "Tenant Priya Shah, flat 3" a person.
_ASIDE = re.compile(r"[ ]?[,(|·]")
_POSSESSED = re.compile(r"['’]?s?[ ]{1,2}|[-_]")
_SIGNED_CHARS = 60
_SIGNED = (  # compiled at first use
    r"\b(?:((?:Mrs?|M[sx]|D(?:r|ra|ott)|Prof|Sig|Sra?|Ing|Mme|Mlle)\.)[ ]?"
    r"|(?i:regards|wishes|sincerely|yours|faithfully|cheers|gr[uü](?:ß|ss)(?:en?)?|mfg|saluti|cordialement|saludos?|at(?:enciosa|enta)mente"
    r"|cumprimentos|groeten?|pozdravem|poważaniem|pozdrawiam|εκτίμηση|уважением)(?:[ ]?[,.!]?[ ]?\n[ \n]{0,3}|,[ ]))"
)
# The words of that in ASCII, in small letters.
SIGNING = frozenset(
    """mr mrs ms mx dr dra dott prof sig sr sra ing mme mlle regards wishes sincerely yours faithfully cheers gruss grusse grussen
    mfg saluti cordialement saludo saludos atenciosamente atentamente cumprimentos groete groeten pozdravem pozdrawiam""".split()
)
# Titles that open a line of an address: "Frau", "Anna Vogt" and no more.
_TO = frozenset("herr herrn frau mme mlle monsieur mevrouw mevr dhr".split())
_LINE_END = re.compile(r"[ ]?(?:[\n\t,|(·•]|\Z)")
# Firms, goods and figures with a title.
_BRANDS = frozenset("oetker martens pepper scholl clean bean who".split())
_PERSONAL = frozenset(("phone", "birth", "national", "document", "address"))
_MAIL_CELL = re.compile(r"mail|correo|courriel|почта|البريد|メール", re.IGNORECASE)

_LOCAL = re.compile(r"([^\s@<>()\[\]:;,\"]{3,64})@")
_LETTERS = re.compile(r"[^\W\d_]{3,30}")
_MAILS = 20
# Addresses of desks, not of people.
_DESKS = frozenset(
    """abuse accounts admin administration billing booking bookings business careers commercial compliance contact customer
    customers datenschutz dpo editor editorial enquiries events feedback finance hello help helpdesk hotel info invoice invoices
    jobs kontakt legal mail mailto marketing media membership name news newsletter noreply office order orders partner partners
    postmaster press privacy reply reservations returns sales security service services shipping shop staff store studio support
    team tickets user verkauf webmaster your""".split()
)

Name = tuple[int, int]  # its first and its last word


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    words = words_of(text)
    at, introducing = 0, tables().phrases
    while at < len(words.keys):
        if words.keys[at] not in introducing:
            at += 1
            continue
        kind, size = introduction(words.keys, at)
        name = _introduced(words, at, size, kind) if kind else None
        if name:
            yield words.places[name[0]][0], words.places[name[1]][1], "person_name"
        at = name[1] + 1 if name else at + 1
    if "\t" in text:
        yield from _in_table(text)
    if "@" in text:
        yield from _of_addresses(text)
    if not text.isascii():
        yield from honorifics.spans(text)


def _of_addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Words that an e-mail address of the same text is made of: `"Jana" <jana@...>`."""
    parts = {part for mail in _LOCAL.findall(text)[:_MAILS] for part in _LETTERS.findall(mail.casefold())} - _DESKS
    if parts:
        for word in _LETTERS.finditer(text):
            if word[0].casefold() in parts and word[0][0].isupper() and text[word.end() : word.end() + 1] not in ("@", "."):
                yield word.start(), word.end(), "person_name"


def _introduced(words: Words, at: int, size: int, kind: str) -> Name | None:
    """The name that the phrase of `size` words at word `at` introduces."""
    first = at + size
    if first >= len(words.keys):
        return None
    if kind == "opening":
        return _opened(words, at)
    if kind == "greeting":
        return _greeted(words, first) if _greets(words, at, first) else None
    if kind == "name" and not _of_person(words, at):
        return None
    return _labelled(words, at, first, kind)


def _labelled(words: Words, at: int, first: int, kind: str) -> Name | None:
    gap = words.between(first)
    closed = _COLON.fullmatch(gap) is not None
    single = first - at == 1
    if not closed and (not _SPACES.fullmatch(gap) or (kind == "name" and single and not _qualified(words, at))):
        return None
    if introduction(words.keys, first)[0] in FIELDS:
        return None
    first = after_titles(words, first)
    last = last_of_name(words, first, closed)
    if last is None or not (last > first or closed or kind == "account"):
        return None
    end = words.places[last][1]
    if kind == "mail" and not (closed and _BEFORE_MAIL.match(words.text, end)):
        return None
    headline = kind == "english" and single and not closed and words.text[words.places[at][0]].isupper()
    if headline and not _ASIDE.match(words.text, end):
        return None
    return None if "\n" in gap and _NEXT_LABEL.match(words.text, end) else (first, last)


def _of_person(words: Words, at: int) -> bool:
    """Nothing, or a person's word, stands before "name" on its line: "customer name", not "file name"."""
    return at == 0 or not _POSSESSED.fullmatch(words.between(at)) or _qualified(words, at)


def _qualified(words: Words, at: int) -> bool:
    return at > 0 and words.keys[at - 1] in tables().qualifiers


def _greets(words: Words, at: int, first: int) -> bool:
    """A greeting opens a line or a part of a sentence, and the name follows it at once."""
    if not _GREETING_GAP.fullmatch(words.between(first)):
        return False
    return at == 0 or _BEFORE_GREETING.search(words.between(at)) is not None


def _greeted(words: Words, first: int) -> Name | None:
    """The name in a salutation: without a title, it must end where the salutation ends."""
    titled = after_titles(words, first)
    last = last_of_name(words, titled)
    if last is not None and (titled > first or _AFTER_GREETING.match(words.text, words.places[last][1])):
        return titled, last
    return None


def _opened(words: Words, at: int) -> Name | None:
    """The name after a title that opens a line, with a comma or the like after it."""
    start = words.places[at][0]
    first = after_titles(words, at)
    if first == at or (start and words.text[start - 1] != "\n"):
        return None
    last = last_of_name(words, first)
    if last is None:
        return None
    end = words.places[last][1]
    to = last > first and words.keys[at] in _TO and _LINE_END.match(words.text, end)
    return (first, last) if to or _AFTER_OPENING.match(words.text, end) else None


def signed(text: str) -> Iterator[tuple[int, int, str]]:
    """Names after a title with a full stop, wherever, and below what ends a letter: all of their line."""
    for found in re.finditer(_SIGNED, text):
        words = words_of(text, found.end(), found.end() + _SIGNED_CHARS)
        first = after_titles(words, 0) if words.keys else 0
        last = last_of_name(words, first) if words.keys and words.keys[0] not in _BRANDS else None
        if last is not None and words.places[0][0] == found.end() and (found[1] or _LINE_END.match(text, words.places[last][1])):
            yield words.places[first][0], words.places[last][1], "person_name"


def _in_table(text: str) -> Iterator[tuple[int, int, str]]:
    """Names in a column headed so, when another column is personal too: a table of products has names as well."""
    heading, _, body = text.partition("\n")
    cells = heading.split("\t")
    named = {at for at, cell in enumerate(cells) if _heads_names(cell)}
    if not named or not any(labels.meaning(cell) in _PERSONAL or _MAIL_CELL.search(cell) for cell in cells):
        return
    start, column = len(heading) + 1, 0
    for cell in re.split(r"([\t\n])", body):
        if cell in ("\t", "\n"):
            column = column + 1 if cell == "\t" else 0
        elif cell and column in named:
            words = words_of(text, start, start + len(cell))
            last = last_of_name(words, 0) if words.keys else None
            if last is not None:
                yield words.places[0][0], words.places[last][1], "person_name"
        start += len(cell)


def _heads_names(cell: str) -> bool:
    keys = words_of(cell).keys
    while len(keys) > 1 and keys[0] in tables().qualifiers:
        keys.pop(0)
    kind, size = introduction(keys, 0) if keys else ("", 0)
    return kind in FIELDS and size == len(keys)
