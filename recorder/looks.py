"""What looks say of a row of stars, dots, seats or days that a page draws itself: which of them were chosen.

Laws: below a mask, what was chosen is hidden in any form, and looks are one; large boxes stay as open as they are.
"""

import re

# Words in class names.
_CHOSEN = "filled unfilled selected unselected highlight highlighted picked pressed rated marked lit".split()
_OPEN = "active inactive current on off".split()  # of large boxes they say what is open
_KINDS = "fill full half empty outline outlined solid regular border o fas far fal fad".split()  # icons come in several

ICONS = frozenset(("i", "svg", "g", "use", "path", "polygon", "polyline", "line", "rect", "circle", "ellipse"))
_LARGE = frozenset(
    "article aside body dialog div fieldset footer form header html main nav ol section table tbody tfoot thead tr ul".split()
)
_PAINTED = frozenset(("color", "fill", "stroke"))


def _said(*words: str) -> re.Pattern[str]:
    lower, upper = "|".join(words), "|".join(map(str.title, words))
    dashed = rf"(?:(?<!\S)|[-_]+)(?:(?:is|has)[-_])?(?:{lower})(?![^\s_-])"
    return re.compile(rf"{dashed}|(?:(?<!\S)is|(?<=[a-z]))(?:{upper})(?![a-z])")


# Compiled here, before a visitor's browser has them: there, compiling would call functions of Python that nothing else does.
_IN_LARGE, _IN_SMALL, _IN_ICONS = _said(*_CHOSEN), _said(*_CHOSEN, *_OPEN), _said(*_CHOSEN, *_OPEN, *_KINDS)
_LEFT_OVER = re.compile(r"(?<!\S)[-_]+")


def without_choice(tag: str, names: str) -> str:
    """Class names without the words that say what was chosen.

    >>> without_choice("span", "star star--filled")
    'star'
    """
    said = _IN_LARGE if tag in _LARGE else _IN_ICONS if tag in ICONS else _IN_SMALL
    return " ".join(dict.fromkeys(_LEFT_OVER.sub("", said.sub("", names)).split()))


def is_painted(tag: str, declaration: str) -> bool:
    """Whether a declaration of an element's style gives something small its colour."""
    return tag not in _LARGE and declaration.partition(":")[0].strip() in _PAINTED
