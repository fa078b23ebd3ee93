"""Which names of a module two threads can both reach and rebind: its globals and closure cells.

A local variable belongs to one activation of one function and is nobody else's. A global, or a variable
that a nested function captures, can be shared; it matters only if it is ever rebound after a second
thread may have seen it. Everything else is left alone by the rewriter, at no cost.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(eq=False)
class Scope:
    """One function, class, comprehension or module: the names that it binds, and how often."""

    node: ast.AST
    parent: Scope | None
    bound: dict[str, int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    declared_global: set[str] = field(default_factory=set)
    declared_nonlocal: set[str] = field(default_factory=set)
    rebound_by_inner: set[str] = field(default_factory=set)
    captured_at: dict[str, int] = field(default_factory=dict)

    @property
    def is_function(self) -> bool:
        """Whether names bound here live in cells that nested functions can capture."""
        return isinstance(self.node, FUNCTIONS + COMPREHENSIONS)

    def owner(self, name: str) -> Scope | None:
        """The function scope whose variable ``name`` is when used here; None for a global or builtin."""
        if name in self.declared_global:
            return None
        if name in self.bound and name not in self.declared_nonlocal:
            return self if self.parent is not None else None
        scope = self.parent
        while scope is not None and scope.parent is not None:
            if scope.is_function and name in scope.bound and name not in scope.declared_nonlocal:
                return None if name in scope.declared_global else scope
            scope = scope.parent
        return None

    def cell_is_shared(self, name: str) -> bool:
        """Whether nested code captures this function's variable ``name`` and may see it change.

        One binding, outside of any loop and before the first capture, can never be seen to change.
        """
        if name not in self.captured_at:
            return False
        if name in self.rebound_by_inner or self.bound[name] > 1:
            return True
        return self.first[name] > self.captured_at[name]


class ScopeBuilder(ast.NodeVisitor):
    """Builds the scope of every scope-making node of a module; ``scopes`` maps node to scope.

    ``stored_attributes`` are the names of all attributes that are set or deleted anywhere.
    """

    def __init__(self, tree: ast.Module) -> None:
        self.module = Scope(tree, None)
        self.scopes: dict[ast.AST, Scope] = {tree: self.module}
        self._scope = self.module
        self._loops = 0
        self._uses: list[tuple[Scope, str, int]] = []
        self._order = 0
        self.stored_attributes = frozenset(
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load)
        )
        for statement in tree.body:
            self.visit(statement)
        self._resolve()

    def shared_globals(self) -> frozenset[str]:
        """Globals that are bound more than once, in a loop, by a function, or as an item or attribute."""
        by_name = "globals" in {name for _, name, _ in self._uses}
        names = {
            name
            for name, times in self.module.bound.items()
            if times > 1 or by_name or name in self.stored_attributes
        }
        for scope in self.scopes.values():
            names |= {name for name in scope.declared_global if name in scope.bound}
        return frozenset(names)

    def _bind(self, name: str, times: int = 1) -> None:
        scope = self._scope
        scope.bound[name] = scope.bound.get(name, 0) + times + (1 if self._loops else 0)
        self._order += 1
        scope.first.setdefault(name, self._order)

    def _resolve(self) -> None:
        for scope in self.scopes.values():
            for name in scope.declared_nonlocal & scope.bound.keys():
                owner = scope.owner(name)
                if owner is not None:
                    owner.rebound_by_inner.add(name)
        for scope, name, order in self._uses:
            owner = scope.owner(name)
            if owner is not None and owner is not scope:
                owner.captured_at[name] = min(order, owner.captured_at.get(name, order))

    def _enter(self, node: ast.AST, body: list[ast.AST], arguments: ast.arguments | None = None) -> None:
        outer, loops = self._scope, self._loops
        self._scope = self.scopes[node] = Scope(node, outer)
        self._loops = 0
        if arguments is not None:
            every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
            every += [a for a in (arguments.vararg, arguments.kwarg) if a is not None]
            for argument in every:
                self._bind(argument.arg)
        for child in body:
            self.visit(child)
        self._scope, self._loops = outer, loops

    def _visit_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._bind(node.name)
        for child in [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]:
            self.visit(child)
        self._enter(node, list(node.body), node.args)

    visit_FunctionDef = _visit_function
    visit_AsyncFunctionDef = _visit_function

    def visit_Lambda(self, node: ast.Lambda) -> None:
        for child in [*node.args.defaults, *filter(None, node.args.kw_defaults)]:
            self.visit(child)
        self._enter(node, [node.body], node.args)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._bind(node.name)
        for child in [*node.decorator_list, *node.bases, *node.keywords]:
            self.visit(child)
        self._enter(node, list(node.body))

    def _visit_comprehension(self, node: ast.AST) -> None:
        generators: list[ast.comprehension] = node.generators  # type: ignore[attr-defined]
        self.visit(generators[0].iter)
        rest: list[ast.AST] = [generators[0].target, *generators[0].ifs, *generators[1:]]
        rest += [getattr(node, name) for name in ("key", "value", "elt") if hasattr(node, name)]
        self._enter(node, rest)

    visit_ListComp = _visit_comprehension
    visit_SetComp = _visit_comprehension
    visit_DictComp = _visit_comprehension
    visit_GeneratorExp = _visit_comprehension

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        scope = self._scope
        while isinstance(scope.node, COMPREHENSIONS) and scope.parent is not None:
            scope = scope.parent
        inner, self._scope = self._scope, scope
        self._bind(node.target.id, 2)
        self._scope = inner

    def visit_Global(self, node: ast.Global) -> None:
        self._scope.declared_global.update(node.names)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self._scope.declared_nonlocal.update(node.names)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self._order += 1
            self._uses.append((self._scope, node.id, self._order))
        else:
            self._bind(node.id, 2 if isinstance(node.ctx, ast.Del) else 1)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        if isinstance(node.target, ast.Name):
            self._bind(node.target.id, 2)
            self._uses.append((self._scope, node.target.id, self._order))
        else:
            self.visit(node.target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)
            self.visit(node.target)

    def _visit_alias(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            self._bind((alias.asname or alias.name).split(".")[0])

    visit_Import = _visit_alias
    visit_ImportFrom = _visit_alias

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self._bind(node.name, 2)
        self.generic_visit(node)

    def _visit_capture(self, node: ast.MatchAs | ast.MatchStar) -> None:
        if node.name:
            self._bind(node.name)
        self.generic_visit(node)

    visit_MatchAs = _visit_capture
    visit_MatchStar = _visit_capture

    def _visit_loop(self, node: ast.AST) -> None:
        self._loops += 1
        self.generic_visit(node)
        self._loops -= 1

    visit_For = _visit_loop
    visit_While = _visit_loop
    visit_AsyncFor = _visit_loop
