"""Small changes to a right answer, each of which a suite that looks at everything must notice.

The operators are those of mutation testing for concurrent programs (Bradbury, Cordy and Dingel 2006):
take away a `with` or a statement, wait with `if` where it was `while`, wake one where it was all, take
two locks the other way round, run what a `finally` held only when nothing was raised; and two general
ones, a condition that always or never holds and a comparison that includes its bound or not.
"""

from __future__ import annotations

import ast
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NOT_REMOVED = (ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal, ast.Pass, ast.FunctionDef, ast.ClassDef)
_NOT_ENTERED = (ast.Import, ast.ImportFrom)
_BOUNDS: dict[type[ast.cmpop], Callable[[], ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}


@dataclass(frozen=True)
class Mutant:
    """One change: ``name`` tells it from all others of its program, wherever its lines move."""

    name: str
    line: int
    source: str


def mutants(source: str) -> list[Mutant]:
    """Every change of one place of ``source``, in the order of its lines, no two the same program.

    Raises:
        SyntaxError: ``source`` is no Python.
    """
    tree = ast.parse(source)
    seen = {ast.unparse(tree)}
    found: list[Mutant] = []
    names: Counter[str] = Counter()
    for place in _places(tree, ""):
        for what, changed in _changes(place.statement):
            text = _with(tree, place, changed)
            if text in seen:
                continue
            seen.add(text)
            name = f"{place.scope}: {what}" if place.scope else what
            names[name] += 1
            numbered = name if names[name] == 1 else f"{name} ({names[name]})"
            found.append(Mutant(numbered, place.statement.lineno, text))
    return found


@dataclass(frozen=True)
class _Place:
    """A statement: the ``index``-th of the list ``field`` of ``parent``."""

    parent: ast.AST
    field: str
    index: int
    scope: str

    @property
    def statement(self) -> ast.stmt:
        statement: ast.stmt = getattr(self.parent, self.field)[self.index]
        return statement


def _places(node: ast.AST, scope: str) -> Iterator[_Place]:
    for field, value in ast.iter_fields(node):
        for index, child in enumerate(value if isinstance(value, list) else ()):
            if isinstance(child, ast.stmt) and not isinstance(child, _NOT_ENTERED):
                yield _Place(node, field, index, scope)
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                yield from _places(child, f"{scope}.{child.name}".strip("."))
            elif isinstance(child, ast.AST):
                yield from _places(child, scope)


def _with(tree: ast.Module, place: _Place, changed: list[ast.stmt]) -> str:
    """Give the program with the statement at ``place`` replaced; ``tree`` stays as it is."""
    statements: list[ast.stmt] = getattr(place.parent, place.field)
    before = statements[:]
    statements[place.index : place.index + 1] = changed or [ast.Pass()]
    try:
        return ast.unparse(tree)
    finally:
        statements[:] = before


def _changes(statement: ast.stmt) -> Iterator[tuple[str, list[ast.stmt]]]:
    """Every change of ``statement`` itself; those inside it have their own turn."""
    if isinstance(statement, ast.With):
        yield from _of_with(statement)
    if isinstance(statement, ast.While):
        # a `for` over one turn or none: `break` and `continue` keep their meaning
        once = ast.parse("for _ in (0,) if condition else (): pass").body[0]
        assert isinstance(once, ast.For)  # noqa: S101  for the type checker
        assert isinstance(once.iter, ast.IfExp)  # noqa: S101  the same
        once.iter.test, once.body, once.orelse = statement.test, statement.body, statement.orelse
        yield f"`{_head(statement)}` as `if`", [once]
    if isinstance(statement, ast.If | ast.While):
        yield from _of_test(statement)
    if isinstance(statement, ast.Try) and statement.finalbody:
        rest: list[ast.stmt] = statement.body + statement.orelse
        if statement.handlers:
            bare = ast.Try(statement.body, statement.handlers, statement.orelse, [])
            rest = [ast.copy_location(bare, statement)]
        yield "`finally` only after success", rest + statement.finalbody
    yield from _of_calls_and_bounds(statement)
    if not isinstance(statement, _NOT_REMOVED) and not _is_text(statement):
        yield f"no `{_head(statement)}`", []


def _of_with(statement: ast.With) -> Iterator[tuple[str, list[ast.stmt]]]:
    for number, item in enumerate(statement.items):
        others = statement.items[:number] + statement.items[number + 1 :]
        entered = item.optional_vars is not None
        if entered:
            continue  # without its name, the body could not run at all
        inside = [ast.With(others, statement.body)] if others else statement.body
        yield f"without `with {ast.unparse(item)}`", [ast.fix_missing_locations(one) for one in inside]
    if len(statement.items) > 1:
        swapped = ast.With(statement.items[::-1], statement.body)
        yield f"`{_head(statement)}` the other way round", [ast.fix_missing_locations(swapped)]


def _of_test(statement: ast.If | ast.While) -> Iterator[tuple[str, list[ast.stmt]]]:
    if isinstance(statement.test, ast.Constant):
        return
    never = isinstance(statement, ast.If) and statement.orelse  # else the same as without the statement
    for value in (True, False) if never else (True,):
        changed = deepcopy(statement)
        changed.test = ast.copy_location(ast.Constant(value), statement.test)
        yield f"`{_head(statement)}` with {value}", [changed]


def _of_calls_and_bounds(statement: ast.stmt) -> Iterator[tuple[str, list[ast.stmt]]]:
    for number, node in enumerate(_own(statement)):
        if isinstance(node, ast.Attribute) and node.attr == "notify_all":
            changed = deepcopy(statement)
            method = _own(changed)[number]
            assert isinstance(method, ast.Attribute)  # noqa: S101  for the type checker
            method.attr = "notify"
            yield f"`{ast.unparse(node)}` as `notify`", [changed]
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _BOUNDS:
            changed = deepcopy(statement)
            compare = _own(changed)[number]
            assert isinstance(compare, ast.Compare)  # noqa: S101  for the type checker
            compare.ops = [_BOUNDS[type(node.ops[0])]()]
            yield f"`{ast.unparse(node)}` as `{ast.unparse(compare)}`", [changed]


def _own(statement: ast.stmt) -> list[ast.expr]:
    """Every expression of ``statement`` that is in no statement inside it."""
    found: list[ast.expr] = []
    todo = [child for child in ast.iter_child_nodes(statement) if not isinstance(child, ast.stmt)]
    while todo:
        node = todo.pop(0)
        if isinstance(node, ast.expr):
            found.append(node)
        todo += [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt)]
    return found


def _head(statement: ast.stmt) -> str:
    """The first line of ``statement``, without the colon of a block."""
    return ast.unparse(statement).splitlines()[0].removesuffix(":")


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
