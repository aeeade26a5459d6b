"""The site owner's own rules: detectors, treatments, attributes. What their ``rules.py`` may say, and how it is asked.

``python build.py --rules rules.py`` puts the file beside this package; the worker loads it before the first page is recorded.
Laws:

- a rule that raises, or answers what makes no sense, hides: a detector all of the text it was given, a treatment the element;
- rules only ever hide more; what opens says so (``"allow"``, ``allow_attribute``), and opens no floor, no mark, no detection;
- rules that cannot be loaded end the recording (``RulesError``), at every try: a rule left out would show what it hides;
- a rule is known by a name of the owner's, a constant; nothing else of a rule gets into the ledger.

See docs/custom-rules.md.
"""

import importlib
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from recorder.attributes import KINDS, ONLY_FOR_RULES, Kind
from recorder.errors import RulesError
from recorder.records import Mark

__all__ = ["Element", "allow_attribute", "detector", "forbid_attribute", "read_attribute", "treatment"]

Find = Callable[[str], Iterable[tuple[int, int]]]
_Function = TypeVar("_Function", bound=Callable[..., Any])

_MOST_SPANS = 10_000  # of one detector in one text; more make no sense
_NAME = re.compile(r"[a-z][a-z0-9]*(?: [a-z0-9]+)*")
_LONGEST_NAME = 40
_ATTRIBUTE = re.compile(r"[a-z][a-z0-9_.:-]*")
# Code, other documents, secrets of the page, and names that mean something to rrweb's player or to the recorder.
_NEVER_ALLOWED = re.compile(r"on[a-z]+|srcdoc|nonce|rr_.*|data-velo")
_FORMS = {"text": Kind.OWN_TEXT, "word": Kind.OWN_WORD, "open": Kind.OWN_OPEN}
ANSWERS = {None: 0} | {name: int(Mark[name.upper()]) for name in ("exclude", "mask", "ignore", "allow")}


class Element:
    """What a treatment is told of an element: nothing but itself, so that it is asked again exactly when that changes.

    ``attributes``: those that are recorded or were asked for (``read_attribute``); never what a field holds.
    """

    __slots__ = ("attributes", "tag")

    def __init__(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.tag = tag
        self.attributes = MappingProxyType(attributes)

    @property
    def classes(self) -> tuple[str, ...]:
        """Its class names."""
        return tuple(self.attributes.get("class", "").split())

    def __repr__(self) -> str:
        return "<Element>"


class Rules:
    """All rules of one ``rules.py``; without one, an empty set of them."""

    def __init__(self) -> None:
        self.detectors: dict[str, Find] = {}
        self.treatments: dict[str, Callable[[Element], str | None]] = {}
        self.kinds: dict[str, Kind] = dict(KINDS)
        self.read: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self.names or self.read) or self.kinds != KINDS

    @property
    def names(self) -> frozenset[str]:
        """The names of the rules that may fail."""
        return frozenset((*self.detectors, *self.treatments))

    @property
    def attributes(self) -> list[str]:
        """What the probe must read for these rules beside what it reads anyway."""
        return sorted((self.read | set(self.kinds)) - set(KINDS) - set(ONLY_FOR_RULES))

    def find(self, text: str, failed: Callable[[str], None], is_joined: bool = False) -> list[tuple[int, int, str]]:
        """What the detectors find in a text: start, end, name of the detector. ``failed``: told the name of one that failed.

        All of a text that a detector fails on is a find; of texts read together (``is_joined``) the lines that it fails on.
        """
        if not self.detectors or not text:
            return []
        # Not at the top: see Mask._detect.
        from recorder.detect.fold import fold

        folded = fold(text)
        if not folded.text.strip():  # nothing but spaces and what cannot be seen
            return []
        found: list[tuple[int, int, str]] = []
        for name, find in self.detectors.items():
            try:
                spans = checked(find(folded.text), len(folded.text))
                found += [(*folded.span(start, end), name) for start, end in spans]
            except (Exception, SystemExit):
                failed(name)
                found += [(*span, name) for span in (_by_line(text, find) if is_joined else [(0, len(text))])]
        return found

    def treat(self, tag: str, attributes: Mapping[str, str], failed: Callable[[str], None]) -> int:
        """The marks that the treatments ask for on an element."""
        marks = 0
        element = Element(tag, attributes)
        for name, treat in self.treatments.items():
            try:
                marks |= ANSWERS[treat(element)]
            except (Exception, SystemExit):
                failed(name)
                marks |= Mark.EXCLUDE
        return int(marks)


def checked(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The spans, if they are spans of a text of this length; else it raises."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if type(start) is not int or type(end) is not int or not 0 <= start <= end <= length or len(found) >= _MOST_SPANS:
            raise ValueError("no positions in the text")
        if start < end:
            found.append((start, end))
    return found


# -- what a rules.py may say ----------------------------------------------------------------------------------------------

_open: Rules | None = None  # those of the file that is being loaded


def detector(name: str) -> Callable[[_Function], _Function]:
    """A function that finds personal data: given a text, it gives pairs of start and end. ``name``: what the ledger calls it.

    It sees the text in one spelling: compatibility characters plain, digits of any script as 0-9, invisible ones taken out.
    """
    return _register(name, "detector", lambda rules: rules.detectors)


def treatment(name: str) -> Callable[[_Function], _Function]:
    """A function that is given an `Element` and answers "exclude", "mask", "ignore", "allow" or None."""
    return _register(name, "treatment", lambda rules: rules.treatments)


def allow_attribute(*names: str, form: str = "text") -> None:
    """Lets attributes out. ``form``: "text": as words on the page do; "word": if they are one word of an interface;
    "open": in `strict` too. Detectors look through all of them, and nothing leaves below a mark that hides."""
    if form not in _FORMS:
        raise RulesError(f"allow_attribute wants form={' or '.join(map(repr, _FORMS))}")
    for name in names:
        _check_attribute(name, "allow_attribute")
        if name in KINDS:
            raise RulesError(f'allow_attribute("{name}"): it is recorded already, in a safe form of its own; take it out')
        if _NEVER_ALLOWED.fullmatch(name):
            raise RulesError(f'allow_attribute("{name}"): an attribute of this name never leaves; take it out')
        if _open is not None:
            _open.kinds[name] = _FORMS[form]


def forbid_attribute(*names: str) -> None:
    """Keeps attributes in that would leave otherwise."""
    for name in names:
        if not isinstance(name, str) or name not in KINDS:
            raise RulesError(f'forbid_attribute("{name}"): it never leaves anyway; is its name right? If so, take it out')
        if _open is not None:
            _open.kinds.pop(name, None)


def read_attribute(*names: str) -> None:
    """Has attributes read for treatments; they do not leave."""
    for name in names:
        _check_attribute(name, "read_attribute")
        if _open is not None:
            _open.read.add(name)


def _register(name: str, what: str, table: Callable[[Rules], dict[str, Any]]) -> Callable[[_Function], _Function]:
    if not isinstance(name, str) or not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise RulesError(f'a {what} has a name in small letters: @{what}("order number")')

    def register(function: _Function) -> _Function:
        if not callable(function):
            raise RulesError(f'@{what}("{name}") wants a function')
        if _open is not None:
            if name in _open.names:
                raise RulesError(f'two rules have the name "{name}"; the ledger could not tell them apart')
            table(_open)[name] = function
        return function

    return register


def _check_attribute(name: object, what: str) -> None:
    if not isinstance(name, str) or not _ATTRIBUTE.fullmatch(name):
        raise RulesError(f'{what} wants names of attributes in small letters: {what}("data-step")')


# -- loading --------------------------------------------------------------------------------------------------------------

_loaded: dict[str, tuple[object, Rules | RulesError]] = {}  # by name: the module, and what it said


def load(module: str) -> Rules:
    """The rules of a module; none for "". The same again for the same module.

    Raises:
        RulesError: they cannot be loaded. So it does ever after: what the module imports has run already, and would not
            register its rules again.
    """
    if not module:
        return Rules()
    known = _loaded.get(module)
    if known is None or (known[0] is not None and known[0] is not sys.modules.get(module)):
        known = _loaded[module] = _read(module)
    if isinstance(known[1], RulesError):
        raise known[1]
    return known[1]


def _read(module: str) -> tuple[object, Rules | RulesError]:
    global _open
    sys.modules.pop(module, None)  # imported before, it registered nothing
    _open = rules = Rules()
    try:
        loaded = importlib.import_module(module)
    except RulesError as error:
        return None, error
    except (Exception, SystemExit) as error:
        failure = RulesError(f"the rules cannot be loaded: {type(error).__name__}")
        failure.__cause__ = error
        return None, failure
    finally:
        _open = None
    return (loaded, rules) if rules else (None, RulesError("the rules register nothing: no detector, treatment or attribute"))


def _by_line(text: str, find: Find) -> list[tuple[int, int]]:
    """What a detector that fails on a text finds in each line alone: all of those it fails on; of the text, if that is none."""
    from recorder.detect.fold import fold

    spans: list[tuple[int, int]] = []
    start, is_told = 0, False
    for line in text.split("\n"):
        folded = fold(line)
        try:
            if folded.text.strip():
                found = [folded.span(*span) for span in checked(find(folded.text), len(folded.text))]
                spans += [(start + first, start + last) for first, last in found]
        except (Exception, SystemExit):
            spans.append((start, start + len(line)))
            is_told = True
        start += len(line) + 1
    return spans if is_told else [(0, len(text))]
