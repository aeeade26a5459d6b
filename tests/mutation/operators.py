"""Small changes to Python code, as replacements of single nodes of its syntax tree.

Each operator imitates a slip that a person could make in the recorder: a bound moved by one, a condition dropped or turned, a
letter case or a space no longer folded, a member missing in a table. Tables of words are sampled (SAMPLE of each), patterns of
more than MOST_OF_A_PATTERN changes too: their rows are alike.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from tests.mutation import patterns

_T = TypeVar("_T")

SAMPLE = 4  # rows of a table
MOST_OF_A_PATTERN = 12
SMALL_TABLE = 8
LARGE = 20  # a larger number is a limit: four times as much, a quarter

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv, ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.LShift: ast.RShift,
}  # fmt: skip
_FOLDING = frozenset("lower upper casefold title strip lstrip rstrip replace removesuffix removeprefix".split())
_SWAPPED = {
    "startswith": "endswith", "endswith": "startswith", "fullmatch": "match", "match": "search", "search": "match",
    "partition": "rpartition", "rpartition": "partition", "find": "rfind", "rfind": "find", "min": "max", "max": "min",
    "any": "all", "all": "any", "isdigit": "isalnum", "isalnum": "isalpha", "isalpha": "isalnum", "add": "discard",
}  # fmt: skip


def replacements(node: ast.AST, parent: ast.AST | None) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    change = _BY_TYPE.get(type(node))
    if change is not None:
        yield from change(node, parent)


def spread(items: Sequence[_T], most: int) -> list[_T]:
    """At most so many of the items, evenly from first to last."""
    step = max(1.0, len(items) / (most or 1))
    return [items[int(at * step)] for at in range(min(most, len(items)))]


def rows(count: int) -> list[int]:
    """Which rows of a table are left out in turn: all of a small one, some of a large one."""
    return spread(range(count), SAMPLE if count > SMALL_TABLE else count)


def _compare(node: ast.Compare, parent: ast.AST | None) -> Iterator[ast.AST]:
    for at, operator in enumerate(node.ops):
        turned = copy.deepcopy(node)
        turned.ops[at] = _COMPARED[type(operator)]()
        yield turned
        held = node.comparators[at]
        if isinstance(operator, (ast.In, ast.NotIn)) and isinstance(held, ast.Constant) and isinstance(held.value, str):
            for place in range(len(held.value) if len(held.value) > 1 else 0):
                without = copy.deepcopy(node)
                without.comparators[at] = ast.Constant(held.value[:place] + held.value[place + 1 :])
                yield without


def _bool(node: ast.BoolOp, parent: ast.AST | None) -> Iterator[ast.AST]:
    for at in range(len(node.values)):
        rest = node.values[:at] + node.values[at + 1 :]
        yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def _unary(node: ast.UnaryOp, parent: ast.AST | None) -> Iterator[ast.AST]:
    if not isinstance(node.operand, ast.Constant):
        yield node.operand


def _binary(node: ast.BinOp, parent: ast.AST | None) -> Iterator[ast.AST]:
    if type(node.op) in _CALCULATED and not (isinstance(node.op, ast.Add) and (_is_text(node.left) or _is_text(node.right))):
        yield ast.BinOp(node.left, _CALCULATED[type(node.op)](), node.right)


def _rowed(parent: ast.AST | None) -> bool:
    """Whether each member of a table is left out in turn anyway."""
    return len(getattr(parent, "elts", ())) > 2


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _constant(node: ast.Constant, parent: ast.AST | None) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, (int, float)):
        large = abs(value) > LARGE
        yield ast.Constant(value * 4 if large else value + 1)
        if value > 1:
            yield ast.Constant(value // 4 if large else value - 1)
    elif isinstance(value, str) and not isinstance(parent, ast.arguments) and not _rowed(parent):
        yield from map(ast.Constant, _strings(value))


def _strings(value: str) -> list[str]:
    if patterns.looks_like_one(value):
        return spread(list(patterns.changes(value)), MOST_OF_A_PATTERN)
    piped = value.count("|") > value.count(" ")
    words = [found.span() for found in re.finditer(r"[^|]+\|?" if piped else r"\S+\s*", value)]
    if len(words) > 3:
        return [value[:start] + value[end:] for start, end in (words[at] for at in rows(len(words)))]
    return [""] if value else ["~"]


def _table(node: ast.Tuple | ast.List | ast.Set, parent: ast.AST | None) -> Iterator[ast.AST]:
    if isinstance(getattr(node, "ctx", None), ast.Store) or len(node.elts) < 3:
        return
    for at in rows(len(node.elts)):
        without = copy.deepcopy(node)
        del without.elts[at]
        yield without


def _dict(node: ast.Dict, parent: ast.AST | None) -> Iterator[ast.AST]:
    for at in rows(len(node.keys)):
        without = copy.deepcopy(node)
        del without.keys[at], without.values[at]
        yield without


def _call(node: ast.Call, parent: ast.AST | None) -> Iterator[ast.AST]:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if isinstance(node.func, ast.Attribute) and name in _FOLDING:
        yield node.func.value
    if name in _SWAPPED:
        other = copy.deepcopy(node)
        setattr(other.func, "attr" if isinstance(node.func, ast.Attribute) else "id", _SWAPPED[name])
        yield other
    if name == "sorted" or (name == "reversed" and isinstance(node.func, ast.Name)):
        yield ast.Call(ast.Name("list", ast.Load()), node.args[:1], [])
    if name == "compile" and len(node.args) > 1:
        yield ast.Call(node.func, node.args[:1], node.keywords)


def _slice(node: ast.Slice, parent: ast.AST | None) -> Iterator[ast.AST]:
    for edge in ("lower", "upper", "step"):
        if getattr(node, edge) is not None:
            wider = copy.deepcopy(node)
            setattr(wider, edge, None)
            yield wider


def _if(node: ast.If | ast.IfExp, parent: ast.AST | None) -> Iterator[ast.AST]:
    for answer in (True, False):
        decided = copy.copy(node)
        decided.test = ast.Constant(answer)
        yield decided


def _comprehension(node: ast.comprehension, parent: ast.AST | None) -> Iterator[ast.AST]:
    for at in range(len(node.ifs)):
        without = copy.copy(node)
        without.ifs = node.ifs[:at] + node.ifs[at + 1 :]
        yield without


def _statement(node: ast.stmt, parent: ast.AST | None) -> Iterator[ast.AST]:
    """A call for its effect, a value kept in an object, a sum: as if it had been forgotten."""
    if isinstance(node, ast.Assign) and not isinstance(node.targets[0], (ast.Attribute, ast.Subscript)):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    yield ast.Pass()


def _turn(node: ast.stmt, parent: ast.AST | None) -> Iterator[ast.AST]:
    yield ast.Break() if isinstance(node, ast.Continue) else ast.Continue()


_BY_TYPE: dict[type[ast.AST], Callable[[Any, ast.AST | None], Iterator[ast.AST]]] = {
    ast.Compare: _compare, ast.BoolOp: _bool, ast.UnaryOp: _unary, ast.BinOp: _binary, ast.Constant: _constant,
    ast.Tuple: _table, ast.List: _table, ast.Set: _table, ast.Dict: _dict, ast.Call: _call, ast.Slice: _slice,
    ast.If: _if, ast.IfExp: _if, ast.comprehension: _comprehension, ast.Expr: _statement, ast.Assign: _statement,
    ast.AugAssign: _statement, ast.Delete: _statement, ast.Break: _turn, ast.Continue: _turn,
}  # fmt: skip
