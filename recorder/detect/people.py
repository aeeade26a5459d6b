"""Names of people: after a label, after a greeting, before a Japanese honorific.

Laws: the name alone is answered, without its title; a name needs something that introduces it (a by-line or a signature stays), and
words with capitals, or a script without case; firms, "all", "customer" and other labels are no names. One pass over the words,
each looked at a bounded number of times.
Hand-written rules, no model and no list of names: a list of the names of thirteen countries is larger than this whole
recorder, and most names of most people would not be in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from . import labels, people_words

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u0652]|['’-](?=[^\W\d_]))*")
_MOST_WORDS = 5
_COLON = re.compile(r"\s?(?:\*|\([^()\n]{1,30}\))?\s?[:=：]\s{0,3}|[ ]?[\n\t]\s{0,2}")
_SPACES = re.compile(r"[ \t]{1,3}")
_AFTER_GREETING = re.compile(r"[ ]{0,2}(?:[,;:!.?、،\n\t…)-]|\Z|[\U0001f300-\U0001faff\u2600-\u27bf])")
_BEFORE_MAIL = re.compile(r"[\"']?[ ]{0,2}[<(\[]\s?[^\s<>]{1,80}@")
_HONORIFIC = re.compile(
    r"(?:^|(?<=[\s、。:：「(]))(?P<name>[\u4e00-\u9fff々]{1,4}[ ]?[\u4e00-\u9fff々ぁ-んァ-ヶー]{0,5}|[ァ-ヶー]{2,12}(?:[・ ][ァ-ヶー]{2,12})?)"
    r"(?=[ ]?(?:様|さま|殿|さん|先生)(?:[ \n、。,!！（(へのがはに]|$))"
)
_JAPANESE_LABEL = re.compile(
    r"(?:お名前|氏名|名前|姓名|ご氏名|患者名|宛名|受取人|名義人|口座名義|契約者|乗客名|宿泊者名|会員名|担当者|ご契約者|お客様名|配送先名|届け先名|予約者|ご予約者|署名)"
    r"(?:\([^()]{1,12}\))?(?:[ ]?[:：]\s?|\s{1,2})"
    r"(?P<name>[\u4e00-\u9fff々ァ-ヶーぁ-ん]{1,8}(?:[ ・][\u4e00-\u9fff々ァ-ヶーぁ-ん]{1,8})?)"
)
_NO_ONE = frozenset("お客 皆 各位 客 利用者 会員 関係者 保護者 ご担当者 担当者 入力 必須 任意 未設定 なし 姓 名 未入力 読者 ユーザー".split())
_PERSONAL = frozenset(("phone", "birth", "national", "document", "address"))
_MAIL_CELL = re.compile(r"mail|correo|courriel|почта|البريد|メール", re.IGNORECASE)
_PARTICLES = frozenset(people_words.PARTICLES.split())
_COMPANY = frozenset(people_words.COMPANY.split())


class _Introductions(NamedTuple):
    """Phrases by their first word, each with its other words and what it introduces."""

    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    titles: frozenset[str]
    qualifiers: frozenset[str]
    not_names: frozenset[str]


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    words = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    keys = [_key(text[start:end]) for start, end in words]
    at = 0
    while at < len(words):
        kind, size = _introduction(keys, at)
        name = _name_after(text, words, keys, at, size, kind) if kind else None
        if name:
            yield words[name[0]][0], words[name[1]][1], "person_name"
            at = name[1] + 1
        else:
            at += 1
    if "\t" in text:
        yield from _in_table(text)
    if not text.isascii():
        yield from _japanese(text)


def _in_table(text: str) -> Iterator[tuple[int, int, str]]:
    """Names in a column headed so, when another column is personal too: a table of products has names as well."""
    heading, *rows = text.split("\n")
    cells = heading.split("\t")
    named = {at for at, cell in enumerate(cells) if _heads_names(cell)}
    if not named or not any(labels.meaning(cell) in _PERSONAL or _MAIL_CELL.search(cell) for cell in cells):
        return
    offset = len(heading) + 1
    for row in rows:
        start = offset
        for column, cell in enumerate(row.split("\t")):
            words = [(start + word.start(), start + word.end()) for word in _WORD.finditer(cell)]
            last = _last_of_name(text, words, [_key(text[a:b]) for a, b in words], 0) if column in named else None
            if last is not None:
                yield words[0][0], words[last][1], "person_name"
            start += len(cell) + 1
        offset += len(row) + 1


def _heads_names(cell: str) -> bool:
    keys = [_key(found.group()) for found in _WORD.finditer(cell)]
    while len(keys) > 1 and keys[0] in _tables().qualifiers:
        keys.pop(0)
    kind, size = _introduction(keys, 0) if keys else ("", 0)
    return kind in ("name", "role") and size == len(keys)


def heads() -> Iterator[str]:
    """The longest word of each phrase that may introduce a name (for `gate.py`)."""
    for kind, entries in _INTRODUCTIONS:
        for entry in entries.split("|") if kind != "mail" else ():
            yield from labels.longest_word(entry)


@lru_cache(maxsize=8192)
def _key(word: str) -> str:
    return labels.plain(word).replace("'", " ").replace("-", " ")


def _introduction(keys: list[str], at: int) -> tuple[str, int]:
    """The longest introducing phrase that starts at word `at`: what kind, how many words."""
    best = ("", 0)
    for rest, kind in _tables().phrases.get(keys[at], ()):
        if len(rest) + 1 > best[1] and tuple(keys[at + 1 : at + 1 + len(rest)]) == rest:
            best = (kind, len(rest) + 1)
    return best


def _name_after(
    text: str, words: list[tuple[int, int]], keys: list[str], at: int, size: int, kind: str
) -> tuple[int, int] | None:
    """First and last word of the name that the phrase introduces."""
    first, end = at + size, words[at + size - 1][1]
    if first >= len(words) or (kind == "name" and not _of_person(text, words, keys, at)):
        return None
    gap = text[end : words[first][0]]
    if kind == "opening":
        return _opened(text, words, keys, at)
    if kind == "greeting":
        return _greeted(text, words, keys, first) if _greets(text, words, at, gap) else None
    closed = _COLON.fullmatch(gap) is not None
    if not closed and (not _SPACES.fullmatch(gap) or (kind == "name" and size == 1 and not _qualified(keys, at))):
        return None
    if _introduction(keys, first)[0] in ("name", "role"):
        return None
    first = _after_titles(text, words, keys, first)
    last = _last_of_name(text, words, keys, first)
    if last is None or (kind == "mail" and not (closed and _BEFORE_MAIL.match(text, words[last][1]))):
        return None
    enough = last > first or closed or kind == "account"
    return (first, last) if enough and not ("\n" in gap and _is_heading(text, words[last][1])) else None


def _is_heading(text: str, end: int) -> bool:
    """A word below a label that is followed by a colon itself is the next label."""
    return bool(re.match(r"[ ]?[:*]", text[end : end + 2]))


def _of_person(text: str, words: list[tuple[int, int]], keys: list[str], at: int) -> bool:
    """Nothing, or a person's word, stands before "name" on its line: "customer name", not "file name"."""
    if at == 0:
        return True
    between = text[words[at - 1][1] : words[at][0]]
    return not re.fullmatch(r"['’]?s?[ ]{1,2}|[-_]", between) or keys[at - 1] in _tables().qualifiers


def _qualified(keys: list[str], at: int) -> bool:
    return at > 0 and keys[at - 1] in _tables().qualifiers


def _greets(text: str, words: list[tuple[int, int]], at: int, gap: str) -> bool:
    """A greeting opens a line or a sentence, and the name follows it at once."""
    if not re.fullmatch(r"[ ]{1,2}|,[ ]|[ ]?[,،][ ]|\.[ ]", gap):
        return False
    if at == 0:
        return True
    between = text[words[at - 1][1] : words[at][0]]
    return bool(re.search(r"[\n\t.!?:;\"“|•·>-]", between)) or "," in between


def _greeted(text: str, words: list[tuple[int, int]], keys: list[str], first: int) -> tuple[int, int] | None:
    """The name in a salutation: it must end where the salutation ends."""
    titled = _after_titles(text, words, keys, first)
    last = _last_of_name(text, words, keys, titled)
    if last is None:
        return None
    if titled > first or _AFTER_GREETING.match(text, words[last][1]):
        return titled, last
    return None


def _opened(text: str, words: list[tuple[int, int]], keys: list[str], at: int) -> tuple[int, int] | None:
    """The name after a title that opens a line and is followed by a comma or the like."""
    start = words[at][0]
    if start and text[start - 1] != "\n":
        return None
    first = _after_titles(text, words, keys, at)
    last = _last_of_name(text, words, keys, first) if first > at else None
    closes = last is not None and text[words[last][1] : words[last][1] + 2].strip()[:1] in (",", ":", "!", "،")
    return (first, last) if last is not None and closes else None


def _after_titles(text: str, words: list[tuple[int, int]], keys: list[str], first: int) -> int:
    while first + 1 < len(words) and (keys[first] in _tables().titles or keys[first : first + 2] == ["de", "heer"]):
        if not re.fullmatch(r"[.\s,/ªª]{1,3}|\.", text[words[first][1] : words[first + 1][0]]):
            break
        first += 1
    return first


def _last_of_name(text: str, words: list[tuple[int, int]], keys: list[str], first: int) -> int | None:
    """The last of the words that make a name from `first` on."""
    last = None
    for at in range(first, min(len(words), first + _MOST_WORDS)):
        start, end = words[at]
        if at > first and not re.fullmatch(r"[ ]{1,2}|\.[ ]?", text[words[at - 1][1] : start]):
            break
        if at > first and text[words[at - 1][1]] == "." and words[at - 1][1] - words[at - 1][0] > 2:
            break
        if keys[at] in _PARTICLES and at + 1 < len(words) and text[end : end + 1] in " '":
            continue
        initial = end - start == 1 and text[start].isupper() and text[end : end + 1] == "."
        if not initial and not _is_name_word(text[start:end], keys[at]):
            break
        last = at
    if last is None or any(keys[at] in _COMPANY for at in range(first, min(len(keys), last + 2))):
        return None
    return last


def _is_name_word(word: str, key: str) -> bool:
    if key in _tables().not_names or (len(word) == 1 and not word.isupper()):
        return False
    if "\u3040" <= word[0] <= "\u9fff":
        return False
    cased = word[0].lower() != word[0].upper()
    return (word[0].isupper() or (not cased and len(word) > 1)) and not _label_word(key)


def _label_word(key: str) -> bool:
    """A word that labels something itself, as in a form whose fields are empty."""
    return (key in _tables().phrases and (key,) and any(kind in ("name", "role") and not rest for rest, kind in _tables().phrases[key])) or (
        len(key) > 2 and labels.meaning(key) not in (None, "network", "card")
    )


def _japanese(text: str) -> Iterator[tuple[int, int, str]]:
    for form in (_HONORIFIC, _JAPANESE_LABEL):
        for found in form.finditer(text):
            name = found.group("name").rstrip(" ")
            if name.rstrip("様") not in _NO_ONE and not name.startswith(("お客", "皆")):
                yield found.start("name"), found.start("name") + len(name.rstrip("様")), "person_name"


@lru_cache(maxsize=1)
def _tables() -> _Introductions:
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for kind, entries in _INTRODUCTIONS:
        for phrase in _phrases(entries):
            phrases[phrase[0]] = (*phrases.get(phrase[0], ()), (phrase[1:], kind))
    singles = (frozenset(phrase[0] for phrase in _phrases(entries) if len(phrase) == 1) for entries in _SINGLES)
    return _Introductions(phrases, *singles)


_INTRODUCTIONS = (
    ("name", people_words.NAME),
    ("role", people_words.ROLE),
    ("greeting", people_words.GREETING),
    ("account", people_words.ACCOUNT),
    ("mail", people_words.MAIL),
    ("opening", people_words.OPENING),
)
_SINGLES = (people_words.TITLE, people_words.QUALIFIER, people_words.NOT_NAME)


def _phrases(entries: str) -> Iterator[tuple[str, ...]]:
    for entry in entries.split("|"):
        yield tuple(_key(found.group()) for found in _WORD.finditer(entry))
