"""The mutants of one module: where each one is, how it reads, and the code it makes.

Laws: a mutant differs from the module in one node; annotations, docstrings, imports and type names have none; a mutant that
does not compile, or that says the same as the module, is left out. Its name (function, before, after) does not change when
lines move.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from tests.mutation.operators import SMALL_TABLE, replacements, rows

_SHOWN = 150  # characters of a name's half
_NO_PLACE = {"annotation", "returns", "decorator_list", "type_comment", "type_params"}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Mutant:
    """One change. ``function``: the function or method it is in, "" for what runs when the module is imported."""

    name: str
    line: int
    function: str
    code: CodeType


def mutants(path: Path, text: str) -> Iterator[Mutant]:
    """All mutants of a module with this text, in its order."""
    tree = ast.parse(text)
    seen = {ast.dump(tree)}
    names: Counter[str] = Counter()
    for parent, field, at, node, function, where in list(_nodes(tree, "", "")):
        for other in replacements(node, parent):
            shown = parent if isinstance(parent, ast.expr) and isinstance(node, (ast.Constant, ast.Slice)) else node
            before = _text(shown)
            _put(parent, field, at, ast.copy_location(other, node))
            after = _text(shown if shown is parent else other)
            code = _compiled(tree, path, seen)
            _put(parent, field, at, node)
            if code is not None:
                name = f"{where or path.stem}: {_difference(before, after)}"
                names[name] += 1
                unique = name if names[name] == 1 else f"{name} #{names[name]}"
                yield Mutant(unique, getattr(node, "lineno", getattr(parent, "lineno", 0)), function, code)


def _compiled(tree: ast.Module, path: Path, seen: set[str]) -> CodeType | None:
    ast.fix_missing_locations(tree)
    dump = ast.dump(tree)
    if dump in seen:
        return None
    seen.add(dump)
    try:
        return compile(tree, str(path), "exec")
    except (SyntaxError, ValueError, TypeError):
        return None


def _put(parent: ast.AST, field: str, at: int | None, node: ast.AST) -> None:
    if at is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[at] = node


_Place = tuple[ast.AST, str, "int | None", ast.AST, str, str]


def _nodes(parent: ast.AST, function: str, where: str) -> Iterator[_Place]:
    """Every node that may change: its place, the outermost function it is in, and what it belongs to."""
    for field, value in ast.iter_fields(parent):
        if field in _NO_PLACE:
            continue
        chosen = set(rows(len(value))) if _is_table(parent) and isinstance(value, list) else None
        for at, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if chosen is not None and at not in chosen:
                continue
            if not isinstance(node, ast.AST) or _is_left_out(node, parent, field):
                continue
            yield parent, field, at, node, function, where or _assigned(node)
            inner, inside = function, where or _assigned(node)
            if isinstance(node, ast.ClassDef):
                inside = f"{where}.{node.name}".lstrip(".")
            elif isinstance(node, _FUNCTIONS):
                inside = f"{where}.{node.name}".lstrip(".")
                yield from _nodes(node.args, function, inside)
                for number, statement in enumerate(node.body):
                    if not _is_left_out(statement, node, "body"):
                        yield node, "body", number, statement, inner or inside, inside
                        yield from _nodes(statement, inner or inside, inside)
                continue
            yield from _nodes(node, inner, inside)


def _is_table(node: ast.AST) -> bool:
    return len(getattr(node, "elts", getattr(node, "keys", ()))) > SMALL_TABLE


def _is_left_out(node: ast.AST, parent: ast.AST, field: str) -> bool:
    if isinstance(node, (ast.Import, ast.ImportFrom, ast.expr_context, ast.operator, ast.cmpop, ast.boolop, ast.unaryop)):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        is_type = isinstance(node.value, ast.Subscript) and isinstance(parent, ast.Module)
        return "__slots__" in names or is_type or node.value is None
    return isinstance(parent, ast.ClassDef) and field in ("bases", "keywords")


def _assigned(node: ast.AST) -> str:
    """The name that a statement of the module gives a value."""
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target if isinstance(node, ast.AnnAssign) else None
    return target.id if isinstance(target, ast.Name) else ""


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)}"
    if isinstance(node, ast.comprehension):
        tests = "".join(f" if {ast.unparse(test)}" for test in node.ifs)
        return f"for {ast.unparse(node.target)} in {ast.unparse(node.iter)}{tests}"
    if isinstance(node, ast.Slice):
        return ":".join(ast.unparse(edge) if edge else "" for edge in (node.lower, node.upper))
    return "nothing" if isinstance(node, ast.Pass) else " ".join(ast.unparse(node).split())


def _difference(before: str, after: str) -> str:
    """Both texts, cut down to where they differ when they are long."""
    if max(len(before), len(after)) > _SHOWN:
        start = next((at for at, (a, b) in enumerate(zip(before, after)) if a != b), min(len(before), len(after)))
        tail = 0
        while tail < min(len(before), len(after)) - start and before[-1 - tail] == after[-1 - tail]:
            tail += 1
        left, right = max(0, start - 30), max(0, tail - 30)
        before, after = (f"…{text[left : len(text) - right][:_SHOWN]}…" for text in (before, after))
    return f"`{before}` → `{after}`"
