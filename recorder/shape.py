"""What stands for hidden text: its rough shape, so that a page keeps its looks, and never its exact length.

Laws: a word becomes a word of one of a few widths; a run of white space becomes one space, or one line break where it held any;
what stands for a value has one fixed size. No stand-in holds a run of equal characters, which would give a length away.
"""

VALUE = "x\u00d7x\u00d7x\u00d7"  # stands for every value, whatever its length
_PATTERN = "x\u00d7" * 1024

# Longest word that gets the width: words of 1 to 3 characters become 2 wide, 4 to 6 become 5 wide, and so on.
_WIDTHS = ((3, 2), (6, 5), (10, 8), (15, 12), (22, 18), (32, 27), (48, 40), (80, 60), (160, 120), (400, 280), (1000, 700))
_WIDEST = 2048
_EAST_ASIAN = 0x2E80  # from here on, characters are about twice as wide as Latin ones
_MAX_CHARS = 200_000


def _stand_in(width: int) -> str:
    for longest, shown in _WIDTHS:
        if width <= longest:
            return _PATTERN[:shown]
    return _PATTERN[:_WIDEST]


_BY_WIDTH = tuple(_stand_in(width) for width in range(1001))


def _word(word: str) -> str:
    width = len(word) if word.isascii() else sum(1 + (ord(character) >= _EAST_ASIAN) for character in word)
    return _BY_WIDTH[width] if width <= 1000 else _PATTERN[:_WIDEST]


def text(raw: str) -> str:
    """The shape of a text: lines stay, words become about as wide.

    >>> text("  Dear Zephyrine,\\n   your order")
    ' x\u00d7x\u00d7x x\u00d7x\u00d7x\u00d7x\u00d7\\nx\u00d7x\u00d7x x\u00d7x\u00d7x'
    """
    raw = raw[:_MAX_CHARS]
    words = raw.split()
    if not words:
        return _gap(raw)
    if "\n" not in raw:
        shown = _line(words, raw.isascii())
    else:
        lines = [_line(line.split(), line.isascii()) for line in raw.splitlines()]
        shown = "\n".join([line for line in lines if line])
    if not raw[0].isspace() and not raw[-1].isspace():
        return shown
    before, after = raw[: len(raw) - len(raw.lstrip())], raw[len(raw.rstrip()) :]
    return _gap(before) + shown + _gap(after)


def _line(words: list[str], is_ascii: bool) -> str:
    """Words of one line. In ASCII each character is one wide: nearly all pages' code, and most pages' words."""
    if is_ascii:
        try:
            return " ".join([_BY_WIDTH[len(word)] for word in words])
        except IndexError:
            pass  # a very long one
    return " ".join([_word(word) for word in words])


def _gap(space: str) -> str:
    return "\n" if "\n" in space else " " if space else ""


def value(raw: str) -> str:
    """What stands for a value: nothing for none, else always the same.

    >>> value("4111 1111 1111 1111") == value("a")
    True
    """
    return VALUE if raw else ""
