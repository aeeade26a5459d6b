"""What a field is called, and what that says of the value in it: the words before it, else its own label, sample or name.

Laws: what may introduce personal data is read before the value, as a label is; a field that browsers are to fill with data of a
person (``autocomplete``) holds such data, whatever it looks like.
"""

import re
from functools import lru_cache

from recorder.beside import introduces
from recorder.joined import Joined
from recorder.mirror import Node
from recorder.records import Raw

_OWN = ("aria-label", "label", "placeholder", "title", "name", "id", "formcontrolname", "autocomplete")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[^\W\d_][^\W\d_A-Z]*")
# An e-mail address needs no label to be known for one; but its first half does.
_OF_MAIL = re.compile(r"(?i)mail|correo|courriel|\bposta?\b|почт|البريد|דוא|メール|메일|[邮郵]")
_SHORTEST, _LONGEST = 3, 60  # characters of a label
# One of each kind that is known by what stands before it, and by nothing else.
_SAMPLES = ("Zephyrine Quackenbush", "山田太郎", "26 May 1998", "482913750", "12 Zephyr Lane")
# HTML Living Standard, "Autofill": data of a person that no detector knows by its looks.
_OF_A_PERSON = re.compile(
    r"(?i)(?:^|\s)(?:name|(?:given|additional|family)-name|nickname|username|street-address|address-l(?:ine[1-3]|evel[1-4])"
    r"|postal-code|bday(?:-\w+)?|sex|impp)(?:\s|$)"
)


class Labelled:
    """The texts around the fields of one page."""

    def __init__(self, joined: Joined) -> None:
        self._joined = joined

    def around(self, node: Node, own: str) -> tuple[str, str]:
        """What stands before and after the value of a field to a reader's eye, or what the field is called."""
        before, after = self._joined.around(node, own)
        line = before.rstrip().rpartition("\n")[2]
        if any(map(str.isdigit, line)) or (0 < len(line) <= _LONGEST and introduces(line)):
            return before, after  # a part of the same number, or its label
        called = _called(node)
        return (f"{before}\n{called}: " if called else before), after

    def before(self, node: Node) -> str:
        """What stands before what a field holds now."""
        value = node.state[0] if node.state is not None else None
        return "" if value is None else self.around(node, value.reveal())[0]

    def introduces(self, node: Node) -> bool:
        """Whether what a field is called may introduce personal data."""
        line = self.before(node).rstrip().rpartition("\n")[2][-_LONGEST:]
        own = [node.attributes[name].reveal()[:_LONGEST] for name in _OWN if name in node.attributes]
        return any(map(_OF_MAIL.search, (line, *own))) or _makes_personal(line)


@lru_cache(maxsize=1_024)
def _makes_personal(line: str) -> bool:
    """Whether something is personal data behind these words that is none without them."""
    if not line or not introduces(line):
        return False
    # Not at the top: a visitor's browser need not load the detectors where nothing is shown.
    from recorder.detect import find

    before = f"{line.rstrip(':')}: "
    return any(end > len(before) for sample in _SAMPLES for _, end, _ in find(before + sample))


def forget() -> None:
    """Labels that were looked at are remembered, to be quicker the next time: no longer."""
    _makes_personal.cache_clear()


def _called(node: Node) -> str:
    for name in _OWN:
        words = " ".join(_WORD.findall(node.attributes[name].reveal()[:_LONGEST])) if name in node.attributes else ""
        if len(words) >= _SHORTEST and introduces(words):
            return words
    return ""


def is_declared(raw: dict[str, Raw]) -> bool:
    """Whether browsers are to fill a field with data of a person."""
    return "autocomplete" in raw and bool(_OF_A_PERSON.search(raw["autocomplete"].reveal()))
