"""ploom: sees its own operations alone, so the program is translated to them, mechanically.

``threading`` is a module with ``ploom.Thread`` and ``ploom.Lock``, which is all that ploom has; a program
that needs more is undecided. Objects are reached through a call of ``ploom.yield_now``, which stands for
the reads and writes of the ``SharedCell`` that an author would write by hand: a switch point in front of
every access to an attribute or an item, every method, every rebound global and closure variable, every call
of a builtin or imported function with arguments, and the body of every function.
``x += 1`` is split into its read and its write.
"""

from __future__ import annotations

import ast
import builtins
import functools
import logging
import sys
import tempfile
import types
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ploom
from programs import Program

if TYPE_CHECKING:
    from collections.abc import Callable

    from meter import Meter

BOUND = 2
UNLIMITED = 1_000_000
WALL = 2.0
CONCURRENT = frozenset(
    {"queue", "time", "concurrent.futures", "sched", "_thread", "logging", "weakref", "gc"}
)
THREADING = frozenset({"Lock", "Thread"})
POINT = "_ploom_point"


class _Translate(ast.NodeTransformer):
    """Puts a switch point in front of every access that two threads could make."""

    def __init__(self, tree: ast.Module) -> None:
        nodes = list(ast.walk(tree))
        rebinding = [node for node in nodes if isinstance(node, ast.Global | ast.Nonlocal)]
        imports = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
        self._rebound = {name for node in rebinding for name in node.names}
        self._modules = {alias.asname or alias.name for node in imports for alias in node.names}
        self._foreign = self._modules | set(vars(builtins))

    def _point(self, value: ast.expr) -> ast.expr:
        return ast.Call(ast.Name(POINT, ast.Load()), [value], [])

    def _reach(self, node: Any) -> Any:
        self.generic_visit(node)
        module = isinstance(node.value, ast.Name) and node.value.id in self._modules
        if not module:
            node.value = self._point(node.value)
        return node

    visit_Attribute = visit_Subscript = _reach  # noqa: N815  named as ast wants them

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A rebound variable is read after a point."""
        if isinstance(node.ctx, ast.Load) and node.id in self._rebound:
            return ast.BoolOp(ast.Or(), [self._point(ast.Constant(None)), node])
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """A function that is not the program's own may look at what it is handed."""
        self.generic_visit(node)
        root = node.func.value if isinstance(node.func, ast.Attribute) else node.func
        if isinstance(root, ast.Name) and root.id in self._foreign and node.args:
            node.func = self._point(node.func)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt:
        """Somebody else's code may stand between the call and the body."""
        self.generic_visit(node)
        docstring = ast.get_docstring(node) is not None
        node.body.insert(int(docstring), ast.Expr(self._point(ast.Constant(None))))
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        """The read and the write apart."""
        source = ast.parse(ast.unparse(node.target), mode="eval").body
        value: ast.expr = ast.BinOp(source, node.op, node.value)
        return self.visit(ast.Assign([node.target], value))

    def visit_Assign(self, node: ast.Assign) -> ast.stmt:
        """A rebound variable is written after a point."""
        self.generic_visit(node)
        if any(isinstance(target, ast.Name) and target.id in self._rebound for target in node.targets):
            first_value = ast.Tuple([node.value, self._point(ast.Constant(None))], ast.Load())
            node.value = ast.Subscript(first_value, ast.Constant(0), ast.Load())
        return node


def _point(value: Any) -> Any:
    ploom.yield_now()
    return value


def _together(*functions: Callable[[], Any]) -> list[Any]:
    results: list[Any] = [None] * len(functions)
    errors: list[Exception] = []

    def call(index: int) -> None:
        try:
            results[index] = functions[index]()
        except Exception as error:  # noqa: BLE001  raised again by the scenario
            errors.append(error)

    threads = [ploom.Thread(target=call, args=(index,)) for index in range(len(functions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results


def run(path: Path) -> None:
    """The scenario, as ploom runs it in a process of its own."""
    program = Program(path)
    tree = ast.fix_missing_locations(_Translate(program.tree).visit(ast.parse(program.source)))
    threading = types.ModuleType("threading")
    threading.__dict__.update(Lock=ploom.Lock, Thread=ploom.Thread)
    module = types.ModuleType("program")
    module.__dict__[POINT] = _point
    sys.modules["program"] = module
    real, sys.modules["threading"] = sys.modules["threading"], threading
    try:
        exec(compile(tree, str(path), "exec"), module.__dict__)  # noqa: S102  our own corpus
    finally:
        sys.modules["threading"] = real
    vars(module)[program.scenario.name](_together)


def _needs_more(program: Program) -> str:
    """What the program uses that ploom does not have."""
    used = {f"module {name}" for name in program.imported() & CONCURRENT}
    for node in ast.walk(program.tree):
        if isinstance(node, ast.ImportFrom) and node.module == "threading":
            used |= {alias.name for alias in node.names} - THREADING
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "threading"
        ):
            used |= {node.attr} - THREADING
    return ", ".join(sorted(used))


def explore(program: Program, meter: Meter, strategy: str, seed: int, schedules: int) -> tuple[str, str]:  # noqa: ARG001  one form for all tools
    """Search every schedule with at most two preemptions."""
    missing = _needs_more(program)
    if missing:
        return "undecided", f"ploom has no {missing}"
    config = ploom.Config(
        max_executions=UNLIMITED,
        max_preemptions=BOUND,
        timeout=WALL * meter.budget,
        minimize_executions=0,
    )
    logging.disable()
    try:
        with tempfile.TemporaryDirectory() as traces:
            statistics = ploom.check(
                functools.partial(run, program.path), config=config, trace_dir=Path(traces)
            )
    except ploom.ModelCheckError as error:
        meter.schedules = error.statistics.executions
        if NotImplementedError.__name__ in error.failure.traceback:
            return "undecided", "ploom has no time-outs"
        return "failed", error.failure.exception_type
    except ploom.IncompleteExplorationError as error:
        meter.schedules = error.statistics.executions
        return "undecided", "time"
    meter.schedules = statistics.executions
    meter.exhausted = meter.elapsed
    return "passed", ""
