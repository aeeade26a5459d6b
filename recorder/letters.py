"""A text as folded words: what two spellings of the same have in common.

Laws: letter case, accents, the script of digits, spacing, punctuation and invisible characters make no difference; nor do letters
of another script that look the same, within a word that has both. Where languages write a letter in two ways (ü, ue, u), each way
is a table of its own: ``of`` says in which of them a text is worth reading.
"""

import re
import unicodedata
from collections.abc import Mapping

Place = tuple[str, int, int]  # a folded word, its first place in the text, and that after its last

# Scripts that write no spaces: each character is a word.
UNSPACED = re.compile("[\u0e00-\u0e7f\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_UNSEEN = "[\u00ad\u200b-\u200d\ufeff]*"
_MIXED_SCRIPTS = re.compile(f"[A-Za-z]{_UNSEEN}[\u0370-\u058f]|[\u0370-\u058f]{_UNSEEN}[A-Za-z]")
_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјкморстухһԁԛԝᴀΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχγ",
    "ABESIJKMHOPCTYXaesijkmopctyxhdqwaABEZHIKMNOPTYXaeikvoptuxy",
)
_UNSEEN_KINDS = ("Cc", "Cf", "Mn", "Mc", "Me")
_FILLERS = "\u115f\u1160\u3164\uffa0"  # letters that nobody sees
_BARE = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
_SPELLED = _BARE | {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}


class Table(dict[int, str]):
    """What becomes of each character: letters and digits in one case; nothing; or a space. Filled as characters are met."""

    def __init__(self, letters: Mapping[str, str]) -> None:
        super().__init__()
        self._letters = letters
        self.read = re.compile(f"[{''.join(letters)}{''.join(letters).upper()}]") if letters else None

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = self._letters.get(character.lower(), "") or fold(character)
        if folded:
            folded = f" {folded} " if UNSPACED.match(character) else folded
        elif character.isspace() or not (character in _FILLERS or unicodedata.category(character) in _UNSEEN_KINDS):
            folded = " "
        self[code] = folded
        return folded


def fold(character: str) -> str:
    """A letter without case and accents, a digit as 0-9; "" for all else."""
    if character in _FILLERS:
        return ""
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", character).casefold()))


PLAIN = Table({})
TABLES = (PLAIN, Table(_BARE), Table(_SPELLED))


def of(text: str) -> list[Table]:
    """The tables that read a text each in another way.

    >>> [places("Jürgen", table)[0][0] for table in of("Jürgen")]
    ['jurgen', 'juergen']
    """
    return [PLAIN] if text.isascii() else [table for table in TABLES if table.read is None or table.read.search(text)]


def is_mixed(text: str) -> bool:
    """Whether letters of two scripts stand side by side."""
    return not text.isascii() and _MIXED_SCRIPTS.search(text) is not None


def places(text: str, table: Table = PLAIN) -> list[Place]:
    """The folded words of a text, and where each stands.

    >>> places("Zoë's cat")
    [('zoe', 0, 3), ('s', 4, 5), ('cat', 6, 9)]
    """
    found: list[Place] = []
    word, first, last = "", 0, 0
    for at, character in enumerate(text):
        folded = table[ord(character)]
        if not folded:
            continue
        if " " in folded and word:
            found.append((word, first, last))
            word = ""
        folded = folded.strip()
        if folded:
            first, last = at if not word else first, at + 1
            word += folded
            if UNSPACED.match(character):
                found.append((word, first, last))
                word = ""
    found += [(word, first, last)] if word else []
    return [_alike(text, place, table) for place in found] if is_mixed(text) else found


def _alike(text: str, place: Place, table: Table) -> Place:
    """A word of two scripts as it looks."""
    word, first, last = place
    if not is_mixed(text[first:last]):
        return place
    return "".join(text[first:last].translate(_LOOKALIKES).translate(table).split()) or word, first, last
