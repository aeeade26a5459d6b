"""Numbers and dates as pages write them: the same one has a name in common, however it is written.

Laws: an amount is the same without its last noughts and its separators, a date in any order and with a month's name in the
languages of the detectors, a telephone number with or without its country. Names of dates and of telephone numbers hold a sign
that no other has, so that they meet no amount.
"""

import re
from collections.abc import Iterator

from recorder.letters import PLAIN

Number = tuple[int, int, set[str]]  # where it stands, and its names

_NUMBERS = re.compile(r"\d(?:[ .,'’/:\u00a0\u202f\u2009٫٬–-]?\d)*")
_LONG = r"\d(?:[ .()/\u00a0\u202f\u2009‑–-]{0,3}\d){8,}"  # with the brackets of telephone numbers
_FRACTION = re.compile(r"(.*\d)[.,٫](\d{1,2})")
_MOST_PARTS = 12
_TAIL = 8  # of a number with more digits: so it is the same with and without what is dialled before it
_DAY, _WORD, _BETWEEN = r"(\d{1,2})", r"([^\W\d_]{3,14})\.?", r"(?:,? |[/\u00a0-])"
_SMALL = r"(?:(?:of|de|del|do|di|von) )?"
_ORDINAL = r"(?:st|nd|rd|th|er|º|°|\.)?"
# Compiled at first use.
_DATES = (
    (r"(?<!\d)(\d{1,2})[./ –-]{1,2}(\d{1,2})[./ –-]{1,2}(\d{4}|\d\d)(?!\d)", "dmy"),
    (r"(?<!\d)(\d{4})[./ –-](\d{1,2})[./ –-](\d{1,2})(?!\d)", "ymd"),
    (r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)", "ymd"),
    (r"(?<!\d)(\d\d)(\d\d)((?:19|20)\d\d)(?!\d)", "dmy"),
    (r"(?<!\d)(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日", "ymd"),
    (rf"(?<!\d){_DAY}{_ORDINAL}{_BETWEEN}?{_SMALL}{_WORD}{_BETWEEN}?{_SMALL}(\d{{4}}|['’]?\d\d)(?!\d)", "dmy"),
    (rf"{_WORD}{_BETWEEN}{_DAY}{_ORDINAL}{_BETWEEN}{_SMALL}(\d{{4}}|['’]\d\d)(?!\d)", "mdy"),
    (rf"(?<!\d)(\d{{4}}){_BETWEEN}{_WORD}{_BETWEEN}{_DAY}(?!\d)", "ymd"),
)
# By month, the first letters of its names, without accents.
_MONTHS = (
    "jan gen ene sty led ιαν янв ينا",
    "feb fev lut uno φεβ фев فبر",
    "mar mrt maa mae bre μαρ мар مار",
    "apr abr avr kwi dub απρ апр ابر",
    "may mai mag maj mei kve μαι май мая ماي",
    "jun jui giu cze cer ιουν июн يون",
    "jul juil lug lip cervene cervenc ιουλ июл يول",
    "aug ago aou sie srp αυγ авг اغس",
    "sep set wrz zar σεπ сен سبت",
    "oct okt out ott paz rij οκτ окт اكت",
    "nov lis νοε ноя نوف",
    "dec dez dic gru pro δεκ дек ديس",
)
_STEMS = {stem: month for month, stems in enumerate(_MONTHS, 1) for stem in stems.split()}


def numbers(text: str) -> Iterator[Number]:
    """The numbers of a text.

    >>> [sorted(names) for _, _, names in numbers("1,234.50")]
    [['1234', '1234.5', '123450']]
    """
    for found in _NUMBERS.finditer(text):
        yield found.start(), found.end(), set(_names(found[0]))
    for found in re.finditer(_LONG, text):
        yield found.start(), found.end(), {f"…{_digits(found[0])[-_TAIL:]}"}


def dates(text: str) -> Iterator[Number]:
    """The dates of a text, those with a month's name too.

    >>> list(dates("12 March 1984")) == [(0, 13, {"3/12/84"})] and list(dates("1984-03-12"))
    [(0, 10, {'3/12/84'})]
    """
    if sum(map(str.isdigit, text)) < 3:
        return
    for pattern, order in _DATES:
        for found in re.finditer(pattern, text):
            parts = dict(zip(order, found.groups(), strict=True))
            month = _month(parts["m"])
            day, year = int(_digits(parts["d"])), int(_digits(parts["y"])) % 100
            # Of two numbers, either may be the month.
            if month and 0 < day <= 31 and (month <= 12 or day <= 12) and month <= 31:
                yield found.start(), found.end(), {"/".join(map(str, sorted((day, month, year))))}


def parts_of(written: str) -> Iterator[str]:
    """Each run of a number's parts as one number: two may stand side by side."""
    runs = re.findall(r"\d+", written)[:_MOST_PARTS]
    for first in range(len(runs)):
        for last in range(first + 1, len(runs) + 1):
            yield _digits("".join(runs[first:last]))


def pieces(written: str) -> list[str]:
    """What may be several numbers, with spaces between them."""
    return written.split()


def _names(written: str) -> Iterator[str]:
    yield _digits(written)
    fraction = _FRACTION.fullmatch(written)
    if fraction:
        whole = _digits(fraction[1])
        yield whole
        yield f"{whole}.{_digits(fraction[2]).rstrip('0')}"


def _digits(written: str) -> str:
    return "".join(filter(str.isdigit, written.translate(PLAIN)))


def _month(said: str) -> int:
    """The number of a month; 0: it is none."""
    word = "".join(said.translate(PLAIN).split())
    if word.isdigit():
        return int(word)
    return next((_STEMS[word[:size]] for size in range(min(7, len(word)), 2, -1) if word[:size] in _STEMS), 0)
