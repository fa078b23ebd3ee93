"""Rewrites expressions: what is read, called and compared passes through the hooks of ``rewrite``."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.explore.scopes import COMPREHENSIONS, ScopeBuilder

if TYPE_CHECKING:
    from grader.explore.scopes import Scope

# These look at their caller's frame or name space; a wrapper in between would change what they see.
_FRAME_BOUND = frozenset({"super", "locals", "globals", "vars", "dir", "eval", "exec", "__import__"})
_STOPS = (ast.Attribute, ast.Call, ast.Subscript, ast.Await, ast.Yield, ast.YieldFrom)
_MAYBE_CONTAINER = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.NamedExpr)


@dataclass(frozen=True, slots=True)
class Site:
    """One access in the source: ``text`` is the expression as written, ``line`` from 1."""

    path: str
    line: int
    text: str


def call(name: str, *arguments: ast.expr) -> ast.Call:
    """A call of the hook ``name``."""
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def _text_of(node: ast.AST) -> str:
    """The source of ``node``; most are a name, or a name and attributes, and need no unparser."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, (ast.Name, ast.Attribute)):
        return f"{_text_of(node.value)}.{node.attr}"
    return ast.unparse(node)


class Expressions(ast.NodeTransformer):
    """The part of the rewriter that looks at expressions; ``rewrite`` adds the statements."""

    def __init__(self, tree: ast.Module, path: str, first_site: int, *, explain_asserts: bool) -> None:
        builder = ScopeBuilder(tree)
        self.stored_attributes = builder.stored_attributes
        self._scopes = builder.scopes
        self._scope = builder.module
        self._shared_globals = builder.shared_globals()
        self._plain_functions = {
            n.name
            for n in tree.body
            if isinstance(n, (ast.FunctionDef, ast.ClassDef))
            and not n.decorator_list
            and builder.module.bound[n.name] == 1
        } - self._shared_globals
        self._path = path
        self._first = first_site
        self.explain_asserts = explain_asserts
        self._classes: list[str] = []
        self._temporaries = 0
        self.sites: dict[int, Site] = {}

    # -- helpers

    def site(self, node: ast.AST, text: str | None = None) -> ast.Constant:
        number = self._first + len(self.sites)
        self.sites[number] = Site(self._path, getattr(node, "lineno", 0), text or _text_of(node))
        return ast.Constant(number)

    def mangled(self, name: str) -> str:
        if self._classes and name.startswith("__") and not name.endswith("__"):
            owner = self._classes[-1].lstrip("_")
            return f"_{owner}{name}" if owner else name
        return name

    def temporary(self) -> str:
        self._temporaries += 1
        return f"__t{self._temporaries}__"

    def token(self, name: str) -> ast.expr | None:
        """What identifies the shared variable ``name`` at run time; None if it is not shared."""
        owner = self._scope.owner(name)
        if owner is None:
            local = self._scope
            in_class = not local.is_function and local.parent is not None
            if in_class and name in local.bound and name not in local.declared_global:
                return None
            return ast.Constant(self._path) if name in self._shared_globals else None
        if not isinstance(owner.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return None
        if not owner.cell_is_shared(name):
            return None
        return ast.Name(self._cell(owner), ast.Load())

    def _cell(self, owner: Scope) -> str:
        node = owner.node
        return f"__cell_{getattr(node, 'lineno', 0)}_{getattr(node, 'col_offset', 0)}__"

    def touch(self, node: ast.expr) -> ast.expr:
        """``node`` rewritten, and looked at in case its value is a shared container."""
        if isinstance(node, ast.BoolOp):
            node.values = [self.touch(value) for value in node.values]
            return node
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            node.operand = self.touch(node.operand)
            return node
        if not isinstance(node, _MAYBE_CONTAINER):
            return self.visited(node)
        site = self.site(node)
        return ast.copy_location(call("__t__", self.visited(node), site), node)

    def visited(self, node: ast.expr) -> ast.expr:
        found: ast.expr = self.visit(node)
        return found

    def inside(self, node: ast.AST, body: list[ast.stmt]) -> list[ast.stmt]:
        outer, self._scope = self._scope, self._scopes[node]
        done: list[ast.stmt] = []
        for statement in body:
            new = self.visit(statement)
            done += new if isinstance(new, list) else [new]
        self._scope = outer
        return done

    # -- scopes

    def visit_Module(self, node: ast.Module) -> ast.Module:
        node.body = self.inside(node, node.body)
        return node

    def _visit_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        node.decorator_list = [self.visited(d) for d in node.decorator_list]
        self._defaults(node.args)
        scope = self._scopes[node]
        node.body = self.inside(node, node.body)
        if any(scope.cell_is_shared(name) for name in scope.bound):
            fresh = ast.Assign([ast.Name(self._cell(scope), ast.Store())], call("__tok__"))
            at = 1 if ast.get_docstring(node, clean=False) is not None else 0
            node.body.insert(at, ast.copy_location(fresh, node.body[0]))
        return node

    def bound(self, node: ast.AST, *names: str | None) -> list[ast.stmt]:
        """Statements that tell of names which ``node`` binds by itself, as ``def`` and ``except`` do."""
        done: list[ast.stmt] = []
        for name in names:
            token = None if name is None else self.token(name)
            if name is not None and token is not None:
                told = call(
                    "__wn__", ast.Name(name, ast.Load()), token, ast.Constant(name), self.site(node, name)
                )
                done.append(ast.copy_location(ast.Expr(told), node))
        return done

    def visit_FunctionDef(self, node: ast.FunctionDef) -> list[ast.AST]:
        return [self._visit_function(node), *self.bound(node, node.name)]

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> list[ast.AST]:
        return [self._visit_function(node), *self.bound(node, node.name)]

    def visit_TypeAlias(self, node: ast.TypeAlias) -> ast.AST:
        return node

    def _defaults(self, arguments: ast.arguments) -> None:
        arguments.defaults = [self.visited(d) for d in arguments.defaults]
        arguments.kw_defaults = [d and self.visited(d) for d in arguments.kw_defaults]

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        self._defaults(node.args)
        outer, self._scope = self._scope, self._scopes[node]
        node.body = self.visited(node.body)
        self._scope = outer
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> list[ast.AST]:
        node.decorator_list = [self.visited(d) for d in node.decorator_list]
        node.bases = [self.visited(b) for b in node.bases]
        for keyword in node.keywords:
            keyword.value = self.visited(keyword.value)
        self._classes.append(node.name)
        node.body = self.inside(node, node.body)
        self._classes.pop()
        return [node, *self.bound(node, node.name)]

    def _visit_comprehension(self, node: ast.AST) -> ast.AST:
        generators: list[ast.comprehension] = node.generators  # type: ignore[attr-defined]
        first = generators[0]
        first_iter = self.iterated(first.iter)
        outer, self._scope = self._scope, self._scopes[node]
        for index, generator in enumerate(generators):
            generator.iter = self.iterated(generator.iter) if index else first_iter
            generator.ifs = [self.touch(test) for test in generator.ifs]
        for name in ("key", "value", "elt"):
            if hasattr(node, name):
                setattr(node, name, self.visited(getattr(node, name)))
        self._scope = outer
        return node

    visit_ListComp = _visit_comprehension
    visit_SetComp = _visit_comprehension
    visit_DictComp = _visit_comprehension
    visit_GeneratorExp = _visit_comprehension

    # -- reading

    def visit_Name(self, node: ast.Name) -> ast.expr:
        token = self.token(node.id) if isinstance(node.ctx, ast.Load) else None
        if token is None:
            return node
        look = call("__rn__", token, ast.Constant(node.id), self.site(node))
        return ast.copy_location(ast.BoolOp(ast.Or(), [look, node]), node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        return self._load_attribute(node, "__la__")

    def at_name(self, node: ast.expr, attribute: ast.Attribute) -> None:
        """Move ``node`` to the line of the name in a chain of several lines, as CPython's compiler does."""
        if attribute.end_lineno is not None and attribute.end_lineno != node.lineno:
            node.lineno = attribute.end_lineno
            node.col_offset = max(0, (attribute.end_col_offset or 0) - len(attribute.attr))

    def _load_attribute(self, node: ast.Attribute, hook: str) -> ast.expr:
        self.at_name(node, node)
        site = self.site(node)
        name = ast.Constant(self.mangled(node.attr))
        return ast.copy_location(call(hook, self.visited(node.value), name, site), node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        site = self.site(node)
        index = self.index(node.slice)
        return ast.copy_location(call("__li__", self.visited(node.value), index, site), node)

    def index(self, node: ast.expr) -> ast.expr:
        if isinstance(node, ast.Slice):
            parts = (node.lower, node.upper, node.step)
            return call("__slice__", *(self.visited(p) if p else ast.Constant(None) for p in parts))
        if isinstance(node, ast.Tuple):
            node.elts = [self.index(element) for element in node.elts]
            return node
        return self.visited(node)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        function = node.func
        if isinstance(function, ast.Attribute):
            if all(keyword.arg for keyword in node.keywords) and not any(
                isinstance(argument, ast.Starred) for argument in node.args
            ):
                self.at_name(node, function)
            node.func = self._load_attribute(function, "__lm__")
        elif not (isinstance(function, ast.Name) and function.id in self._plain_functions | _FRAME_BOUND):
            site = self.site(node)
            node.func = ast.copy_location(call("__fn__", self.visited(function), site), function)
        node.args = [self.visited(argument) for argument in node.args]
        for keyword in node.keywords:
            keyword.value = self.visited(keyword.value) if keyword.arg else self.touch(keyword.value)
        return node

    def visit_Starred(self, node: ast.Starred) -> ast.expr:
        if isinstance(node.ctx, ast.Load):
            node.value = self.touch(node.value)
        return node

    def visit_Dict(self, node: ast.Dict) -> ast.expr:
        pairs = list(zip(node.keys, node.values, strict=True))
        node.keys = [key and self.visited(key) for key, _ in pairs]
        node.values = [self.visited(value) if key else self.touch(value) for key, value in pairs]
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        if all(isinstance(op, (ast.Is, ast.IsNot)) for op in node.ops):
            return self._generic(node)
        left_is_container = not isinstance(node.ops[0], (ast.In, ast.NotIn))
        if left_is_container and len(node.ops) == 1 and self._comes_later(node.left, node.comparators[0]):
            return self._operation(node, node.ops[0], node.left, node.comparators[0])
        node.left = self.touch(node.left) if left_is_container else self.visited(node.left)
        node.comparators = [self.touch(value) for value in node.comparators]
        return node

    def _generic(self, node: ast.expr) -> ast.expr:
        found: ast.expr = self.generic_visit(node)  # type: ignore[assignment]
        return found

    def _comes_later(self, left: ast.expr, right: ast.expr) -> bool:
        """Whether ``right`` can stop the thread between the load of ``left`` and the look into it."""
        return isinstance(left, _MAYBE_CONTAINER) and any(
            isinstance(part, _STOPS) for part in ast.walk(right)
        )

    def _operation(self, node: ast.expr, op: ast.AST, left: ast.expr, right: ast.expr) -> ast.expr:
        sites = self.site(left), self.site(right)
        kind = ast.Constant(type(op).__name__)
        return ast.copy_location(call("__op__", kind, self.visited(left), self.visited(right), *sites), node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        if self._comes_later(node.left, node.right):
            return self._operation(node, node.op, node.left, node.right)
        node.left = self.touch(node.left)
        node.right = self.touch(node.right)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        *tested, last = node.values
        node.values = [*(self.touch(value) for value in tested), self.visited(last)]
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        node.operand = self.touch(node.operand)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        node.test = self.touch(node.test)
        node.body, node.orelse = self.visited(node.body), self.visited(node.orelse)
        return node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        node.value = self.touch(node.value)
        if node.format_spec is not None:
            node.format_spec = self.visited(node.format_spec)
        return node

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.expr:
        site = self.site(node)
        node.value = ast.copy_location(call("__yf__", self.visited(node.value), site), node)
        return node

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        node.value = self.visited(node.value)
        scope = self._scope
        while isinstance(self._scope.node, COMPREHENSIONS) and self._scope.parent is not None:
            self._scope = self._scope.parent
        token = self.token(node.target.id)
        self._scope = scope
        if token is not None:
            node.value = self.written(node.value, token, node.target)
        return node

    def iterated(self, node: ast.expr) -> ast.expr:
        if isinstance(node, (ast.Constant, ast.List, ast.Tuple, ast.Set)):
            return self.visited(node)
        site = self.site(node)
        return ast.copy_location(call("__it__", self.visited(node), site), node)

    def written(self, value: ast.expr, token: ast.expr, target: ast.Name) -> ast.expr:
        return call("__wn__", value, token, ast.Constant(target.id), self.site(target))
