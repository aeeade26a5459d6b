"""Runs in the Python that was started from memory (tests/resumed.mjs): walks over every object in it, and says what is not as
CPython would have it.

Laws: all that the collector knows is reached, and what that refers to, classes with all their parents and children too; of each
object what its type does with it is called (an error that Python raises is an answer, a fault of the runtime ends everything).
"""

import gc
import json
import sys

import _pyodide

ASKED = (hash, bool, len, iter, dir, sys.getsizeof, str, repr, lambda value: value == value)
COLLECTIONS = (dict, list, tuple, set, frozenset)


def everything() -> list[object]:
    """All objects that anything leads to."""
    seen: dict[int, object] = {}
    waiting: list[object] = [*gc.get_objects(), *type.__subclasses__(object)]
    own = {id(seen), id(waiting)}
    while waiting:
        value = waiting.pop()
        if id(value) not in seen and id(value) not in own:
            seen[id(value)] = value
            waiting += gc.get_referents(value)
            if isinstance(value, type):
                waiting += [*type.mro(value), *type.__subclasses__(value)]
    return list(seen.values())


def miscounted(value: dict | set | frozenset) -> bool:
    """Whether it says to have more or fewer members than it has, or one of them is not found in it."""
    count = 0
    try:
        for member in value:
            count += 1
            if member not in value:
                return True
    except RuntimeError:  # there are more than it says
        return True
    return count != len(value) or len(list(value)) != count or len(value.copy()) != count


def rehashed(texts: list[str]) -> list[str]:
    """Texts with another hash than the same text has when it is made now."""
    return [text for text in texts if hash(text) != hash("".join(list(text)))]


def ask(value: object) -> None:
    """Have its type do all it can do."""
    for question in ASKED:
        if question not in (str, repr) or not isinstance(value, COLLECTIONS):  # their members are asked one by one
            try:
                question(value)
            except Exception:
                continue
    if isinstance(value, type):
        for name in [*vars(value), "__doc__", "__text_signature__"]:
            getattr(value, name, None)


def walk() -> str:
    gc.unfreeze()
    found = everything()
    counted = [value for value in found if type(value) in (dict, set, frozenset)]
    wrong = [f"{type(value).__name__} of {len(value)}" for value in counted if miscounted(value)]
    wrong += rehashed([value for value in found if type(value) is str])
    for value in found:
        ask(value)
    return json.dumps({"objects": len(found), "classes": sum(isinstance(value, type) for value in found), "wrong": wrong})


_pyodide.found = walk()
