"""Puts a mutant into a recorder that is already imported, in a process of its own.

A function gets the mutant's code; for what runs at import, the module is run once more beside the real one, and every value
that came out differently takes the place of the old one, also where other modules imported it or made theirs of it.
"""

from __future__ import annotations

import ast
import functools
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tests.mutation.source import Mutant

Values = dict[str, Any]


def modules() -> list[ModuleType]:
    """The modules of the recorder in the order they were imported: a module after those it uses."""
    return [module for name, module in list(sys.modules.items()) if name.split(".")[0] == "recorder" and module.__file__]


def functions(module: ModuleType) -> Iterator[tuple[str, FunctionType]]:
    """Every function and method of a module, and how it is called in there."""
    for name, value in list(vars(module).items()):
        if getattr(value, "__module__", None) != module.__name__:
            continue
        if isinstance(value, type):
            for inner, member in vars(value).items():
                function = _function(member)
                if function is not None:
                    yield f"{name}.{inner}", function
        else:
            function = _function(value)
            if function is not None:
                yield name, function


def _function(value: Any) -> FunctionType | None:
    for wrapped in ("fget", "__func__", "__wrapped__"):
        value = getattr(value, wrapped, value)
    return value if isinstance(value, FunctionType) else None


def run_again(module: ModuleType, code: CodeType) -> Values:
    """What a module's names hold after running this code in its place."""
    fresh = ModuleType(module.__name__)
    fresh.__file__, fresh.__package__, fresh.__spec__ = module.__file__, module.__package__, module.__spec__
    exec(code, vars(fresh))
    return vars(fresh)


def forget() -> None:
    """Empties what functions remember of earlier calls."""
    for module in modules():
        for value in vars(module).values():
            if isinstance(value, functools._lru_cache_wrapper):
                value.cache_clear()


def remembers(module: ModuleType) -> bool:
    """Whether a module keeps answers between calls, so that a test need not enter a function to depend on it."""
    values = [value for name, value in vars(module).items() if not name.startswith("__")]
    memos = [value for value in values if isinstance(value, dict) and hasattr(type(value), "__missing__")]
    kept = [value for value in values if isinstance(value, functools._lru_cache_wrapper) or value == []]
    return bool(memos or kept)


def put(mutant: Mutant, module: ModuleType, plain: dict[str, CodeType]) -> None:
    """Makes the imported recorder the mutant. ``plain``: the code of each module as it is."""
    if mutant.function:
        code = next(code for code in _codes(mutant.code) if code.co_qualname == mutant.function)
        dict(functions(module))[mutant.function].__code__ = code
        if mutant.function not in plain[module.__name__].co_names:  # not called while the module is imported
            forget()
            return
    was, now = run_again(module, plain[module.__name__]), run_again(module, mutant.code)
    if all(name.startswith("_") for name in was.keys() | now.keys() if said(was.get(name)) != said(now.get(name))):
        _take_over(module, was, now)  # nobody else imports these
        forget()
        return
    before = {other.__name__: run_again(other, plain[other.__name__]) for other in _later(module)}
    _take_over(module, was, now)
    for other in _later(module):
        _take_over(other, before[other.__name__], run_again(other, plain[other.__name__]))
    forget()


def _later(module: ModuleType) -> list[ModuleType]:
    """The modules that may have made values of their own from this one's, or from those of such a one."""
    every = modules()
    found = [module]
    for other in every[every.index(module) + 1 :]:
        if any(used.__name__ in imported(other) for used in found):
            found.append(other)
    return found[1:]


@functools.cache
def imported(module: ModuleType) -> frozenset[str]:
    """The modules that a module imports, or from which it takes names."""
    path = module.__file__ or ""
    package = module.__name__ if path.endswith("__init__.py") else module.__name__.rpartition(".")[0]
    found: set[str] = set()
    for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            where = f"{package}.{node.module or ''}".rstrip(".") if node.level else node.module or ""
            found |= {where, *(f"{where}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from _codes(inner)


def _take_over(module: ModuleType, before: Values, after: Values) -> None:
    """Gives the real module the values that differ between the two."""
    for name in before.keys() | after.keys():
        if name.startswith("__") or said(before.get(name)) == said(after.get(name)):
            continue
        old = vars(module).get(name)
        for holder in [*modules(), *(module for name, module in list(sys.modules.items()) if name.startswith("tests."))]:
            if vars(holder).get(name) is old:
                setattr(holder, name, after.get(name))
    real, plain, changed = (dict(functions(_as_module(module, values))) for values in (vars(module), before, after))
    for name in real.keys() & plain.keys() & changed.keys():
        for kind in ("__defaults__", "__kwdefaults__"):
            if said(getattr(plain[name], kind)) != said(getattr(changed[name], kind)):
                setattr(real[name], kind, getattr(changed[name], kind))
    for name, value in after.items():
        if isinstance(value, type) and isinstance(vars(module).get(name), type) and value.__module__ == module.__name__:
            _take_over_class(vars(module)[name], before.get(name), value)


def _take_over_class(real: type, before: Any, after: type) -> None:
    for name, value in vars(after).items():
        if not name.startswith("__") and _function(value) is None and said(getattr(before, name, None)) != said(value):
            setattr(real, name, value)


def _as_module(module: ModuleType, values: Values) -> ModuleType:
    other = ModuleType(module.__name__)
    vars(other).update(values)
    return other


def said(value: Any) -> Any:
    """A value as something that can be compared between two runs of a module."""
    if isinstance(value, re.Pattern):
        return value.pattern, value.flags
    if isinstance(value, dict):
        return [(said(key), said(held)) for key, held in value.items()]
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, map(said, value)))
    if isinstance(value, (list, tuple)):
        return [said(held) for held in value]
    if callable(value) or isinstance(value, ModuleType):
        return getattr(value, "__qualname__", getattr(value, "__name__", ""))
    return re.sub(r" at 0x\w+", "", repr(value))
