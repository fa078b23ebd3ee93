"""Rewrites a module's AST so that every access two threads could share passes through a hook.

Hooks stand in the world's builtins under the names below, so that the module's own name spaces stay
clean. Each gets a site: a number for one access at one place in the source, the same in every run and
every process. Evaluation order, scopes, name mangling, line numbers and ``super()`` stay as they are.

==================  ====================================================
``obj.name``        ``__la__(obj, "name", site)``
``obj.name(...)``   ``__lm__(obj, "name", site)(...)``
``f(...)``          ``__fn__(f, site)(...)``
``obj[i]``          ``__li__(obj, i, site)``
``obj.name = v``    ``__sa__(v, obj, "name", site)``
``obj[i] = v``      ``__si__(v, obj, i, site)``
``x += v``          ``x = __ia__("+=", x, v, site)``
shared ``x``        ``(__rn__(token, "x", site) or x)``
shared ``x = v``    ``x = __wn__(v, token, "x", site)``
``for a in b``      ``for a in __it__(b, site)``
``while t``         ``while __lp__(site) or t``
truth, ``in``, ==   ``__t__(value, site)`` round what may be a container
``assert a == b``   ``assert a == b, __why__("Eq", a, b)`` in suites
==================  ====================================================
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader.explore.scopes import COMPREHENSIONS, Scope, ScopeBuilder

if TYPE_CHECKING:
    from types import CodeType

# These look at their caller's frame or name space; a wrapper in between would change what they see.
_FRAME_BOUND = frozenset({"super", "locals", "globals", "vars", "dir", "eval", "exec", "__import__"})
_MAYBE_CONTAINER = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.NamedExpr)


@dataclass(frozen=True, slots=True)
class Site:
    """One access in the source: ``text`` is the expression as written, ``line`` from 1."""

    path: str
    line: int
    text: str


@dataclass(frozen=True)
class Program:
    """A rewritten module: its code, and its sites by number."""

    path: str
    source: str
    code: CodeType
    sites: dict[int, Site]
    lines: tuple[str, ...] = field(repr=False)


def rewrite(source: str, path: str, first_site: int, *, explain_asserts: bool = False) -> Program:
    """Compile ``source`` with hooks in it; sites are numbered from ``first_site``.

    With ``explain_asserts`` a comparison that fails without a message says what was compared.

    Raises:
        SyntaxError: as ``compile`` does, with ``path`` and line.
    """
    tree = ast.parse(source, path)
    rewriter = _Rewriter(tree, path, first_site, explain_asserts=explain_asserts)
    tree = ast.fix_missing_locations(rewriter.visit(tree))
    code = compile(tree, path, "exec", dont_inherit=True)
    return Program(path, source, code, rewriter.sites, tuple(source.splitlines()))


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


class _Rewriter(ast.NodeTransformer):
    def __init__(self, tree: ast.Module, path: str, first_site: int, *, explain_asserts: bool) -> None:
        builder = ScopeBuilder(tree)
        self._scopes = builder.scopes
        self._scope = builder.module
        self._shared_globals = builder.shared_globals()
        self._plain_functions = {
            n.name
            for n in tree.body
            if isinstance(n, (ast.FunctionDef, ast.ClassDef)) and builder.module.bound[n.name] == 1
        } - self._shared_globals
        self._path = path
        self._first = first_site
        self._explain_asserts = explain_asserts
        self._classes: list[str] = []
        self._temporaries = 0
        self.sites: dict[int, Site] = {}

    # -- helpers

    def _site(self, node: ast.AST, text: str | None = None) -> ast.Constant:
        number = self._first + len(self.sites)
        self.sites[number] = Site(self._path, getattr(node, "lineno", 0), text or ast.unparse(node))
        return ast.Constant(number)

    def _mangled(self, name: str) -> str:
        if self._classes and name.startswith("__") and not name.endswith("__"):
            owner = self._classes[-1].lstrip("_")
            return f"_{owner}{name}" if owner else name
        return name

    def _temporary(self) -> str:
        self._temporaries += 1
        return f"__t{self._temporaries}__"

    def _token(self, name: str) -> ast.expr | None:
        """What identifies the shared variable ``name`` at run time; None if it is not shared."""
        owner = self._scope.owner(name)
        if owner is None:
            local = self._scope
            if not local.is_function and local.parent is not None and name in local.bound:
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

    def _touch(self, node: ast.expr) -> ast.expr:
        """``node`` rewritten, and looked at in case its value is a shared container."""
        if isinstance(node, ast.BoolOp):
            node.values = [self._touch(value) for value in node.values]
            return node
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            node.operand = self._touch(node.operand)
            return node
        if not isinstance(node, _MAYBE_CONTAINER):
            return self._visited(node)
        site = self._site(node)
        return ast.copy_location(_call("__t__", self._visited(node), site), node)

    def _visited(self, node: ast.expr) -> ast.expr:
        found: ast.expr = self.visit(node)
        return found

    def _inside(self, node: ast.AST, body: list[ast.stmt]) -> list[ast.stmt]:
        outer, self._scope = self._scope, self._scopes[node]
        done: list[ast.stmt] = []
        for statement in body:
            new = self.visit(statement)
            done += new if isinstance(new, list) else [new]
        self._scope = outer
        return done

    # -- scopes

    def visit_Module(self, node: ast.Module) -> ast.Module:
        node.body = self._inside(node, node.body)
        return node

    def _visit_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        node.decorator_list = [self._visited(d) for d in node.decorator_list]
        self._defaults(node.args)
        scope = self._scopes[node]
        node.body = self._inside(node, node.body)
        if any(scope.cell_is_shared(name) for name in scope.bound):
            fresh = ast.Assign([ast.Name(self._cell(scope), ast.Store())], _call("__tok__"))
            at = 1 if ast.get_docstring(node, clean=False) is not None else 0
            node.body.insert(at, ast.copy_location(fresh, node.body[0]))
        return node

    visit_FunctionDef = _visit_function
    visit_AsyncFunctionDef = _visit_function

    def _defaults(self, arguments: ast.arguments) -> None:
        arguments.defaults = [self._visited(d) for d in arguments.defaults]
        arguments.kw_defaults = [d and self._visited(d) for d in arguments.kw_defaults]

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        self._defaults(node.args)
        outer, self._scope = self._scope, self._scopes[node]
        node.body = self._visited(node.body)
        self._scope = outer
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.decorator_list = [self._visited(d) for d in node.decorator_list]
        node.bases = [self._visited(b) for b in node.bases]
        for keyword in node.keywords:
            keyword.value = self._visited(keyword.value)
        self._classes.append(node.name)
        node.body = self._inside(node, node.body)
        self._classes.pop()
        return node

    def _visit_comprehension(self, node: ast.AST) -> ast.AST:
        generators: list[ast.comprehension] = node.generators  # type: ignore[attr-defined]
        first = generators[0]
        first_iter = self._iterated(first.iter)
        outer, self._scope = self._scope, self._scopes[node]
        for index, generator in enumerate(generators):
            generator.iter = self._iterated(generator.iter) if index else first_iter
            generator.ifs = [self._touch(test) for test in generator.ifs]
        for name in ("key", "value", "elt"):
            if hasattr(node, name):
                setattr(node, name, self._visited(getattr(node, name)))
        self._scope = outer
        return node

    visit_ListComp = _visit_comprehension
    visit_SetComp = _visit_comprehension
    visit_DictComp = _visit_comprehension
    visit_GeneratorExp = _visit_comprehension

    # -- reading

    def visit_Name(self, node: ast.Name) -> ast.expr:
        token = self._token(node.id) if isinstance(node.ctx, ast.Load) else None
        if token is None:
            return node
        look = _call("__rn__", token, ast.Constant(node.id), self._site(node))
        return ast.copy_location(ast.BoolOp(ast.Or(), [look, node]), node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        return self._load_attribute(node, "__la__")

    def _load_attribute(self, node: ast.Attribute, hook: str) -> ast.expr:
        site = self._site(node)
        name = ast.Constant(self._mangled(node.attr))
        return ast.copy_location(_call(hook, self._visited(node.value), name, site), node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        site = self._site(node)
        index = self._index(node.slice)
        return ast.copy_location(_call("__li__", self._visited(node.value), index, site), node)

    def _index(self, node: ast.expr) -> ast.expr:
        if isinstance(node, ast.Slice):
            parts = (node.lower, node.upper, node.step)
            return _call("__slice__", *(self._visited(p) if p else ast.Constant(None) for p in parts))
        if isinstance(node, ast.Tuple):
            node.elts = [self._index(element) for element in node.elts]
            return node
        return self._visited(node)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        function = node.func
        if isinstance(function, ast.Attribute):
            node.func = self._load_attribute(function, "__lm__")
        elif not (isinstance(function, ast.Name) and function.id in self._plain_functions | _FRAME_BOUND):
            site = self._site(node)
            node.func = ast.copy_location(_call("__fn__", self._visited(function), site), function)
        node.args = [self._visited(argument) for argument in node.args]
        for keyword in node.keywords:
            keyword.value = self._visited(keyword.value) if keyword.arg else self._touch(keyword.value)
        return node

    def visit_Starred(self, node: ast.Starred) -> ast.expr:
        if isinstance(node.ctx, ast.Load):
            node.value = self._touch(node.value)
        return node

    def visit_Dict(self, node: ast.Dict) -> ast.expr:
        pairs = list(zip(node.keys, node.values, strict=True))
        node.keys = [key and self._visited(key) for key, _ in pairs]
        node.values = [self._visited(value) if key else self._touch(value) for key, value in pairs]
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        if all(isinstance(op, (ast.Is, ast.IsNot)) for op in node.ops):
            return self._generic(node)
        left_is_container = not isinstance(node.ops[0], (ast.In, ast.NotIn))
        node.left = self._touch(node.left) if left_is_container else self._visited(node.left)
        node.comparators = [self._touch(value) for value in node.comparators]
        return node

    def _generic(self, node: ast.expr) -> ast.expr:
        found: ast.expr = self.generic_visit(node)  # type: ignore[assignment]
        return found

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        node.left = self._touch(node.left)
        node.right = self._touch(node.right)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        *tested, last = node.values
        node.values = [*(self._touch(value) for value in tested), self._visited(last)]
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        node.operand = self._touch(node.operand)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        node.test = self._touch(node.test)
        node.body, node.orelse = self._visited(node.body), self._visited(node.orelse)
        return node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        node.value = self._touch(node.value)
        return node

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.expr:
        node.value = self._iterated(node.value)
        return node

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        node.value = self._visited(node.value)
        scope = self._scope
        while isinstance(self._scope.node, COMPREHENSIONS) and self._scope.parent is not None:
            self._scope = self._scope.parent
        token = self._token(node.target.id)
        self._scope = scope
        if token is not None:
            node.value = self._written(node.value, token, node.target)
        return node

    def _iterated(self, node: ast.expr) -> ast.expr:
        if isinstance(node, (ast.Constant, ast.List, ast.Tuple, ast.Set)):
            return self._visited(node)
        site = self._site(node)
        return ast.copy_location(_call("__it__", self._visited(node), site), node)

    # -- statements that test

    def visit_If(self, node: ast.If) -> ast.AST:
        node.test = self._touch(node.test)
        return self._blocks(node)

    def visit_While(self, node: ast.While) -> ast.AST:
        site = self._site(node.test)
        test = self._touch(node.test)
        node.test = ast.copy_location(ast.BoolOp(ast.Or(), [_call("__lp__", site), test]), test)
        return self._blocks(node)

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        test = node.test
        node.test = self._touch(test)
        if node.msg is not None:
            node.msg = self._visited(node.msg)
        elif self._explain_asserts and isinstance(test, ast.Compare) and len(test.ops) == 1:
            names = [self._temporary(), self._temporary()]
            test.left = ast.NamedExpr(ast.Name(names[0], ast.Store()), test.left)
            test.comparators = [ast.NamedExpr(ast.Name(names[1], ast.Store()), test.comparators[0])]
            values = [ast.Name(name, ast.Load()) for name in names]
            node.msg = _call("__why__", ast.Constant(type(test.ops[0]).__name__), *values)
        return node

    def visit_Match(self, node: ast.Match) -> ast.AST:
        node.subject = self._touch(node.subject)
        for case in node.cases:
            if case.guard is not None:
                case.guard = self._touch(case.guard)
            case.body = self._body(case.body)
        return node

    def _body(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        done: list[ast.stmt] = []
        for statement in statements:
            new = self.visit(statement)
            done += new if isinstance(new, list) else [new]
        return done

    def _blocks(self, node: ast.If | ast.While | ast.For | ast.AsyncFor) -> ast.AST:
        node.body, node.orelse = self._body(node.body), self._body(node.orelse)
        return node

    # -- writing

    def _written(self, value: ast.expr, token: ast.expr, target: ast.Name) -> ast.expr:
        return _call("__wn__", value, token, ast.Constant(target.id), self._site(target))

    def _is_plain(self, target: ast.expr) -> bool:
        """Whether storing to ``target`` needs no hook."""
        if isinstance(target, ast.Name):
            return self._token(target.id) is None
        if isinstance(target, ast.Starred):
            return self._is_plain(target.value)
        if isinstance(target, (ast.Tuple, ast.List)):
            return all(self._is_plain(element) for element in target.elts)
        return False

    def _store(self, target: ast.expr, value: ast.expr) -> list[ast.stmt]:
        """Statements that store ``value`` (already rewritten) to ``target``, left to right as Python does."""
        if self._is_plain(target):
            return [ast.copy_location(ast.Assign([target], value), target)]
        if isinstance(target, ast.Name):
            token = self._token(target.id)
            assert token is not None  # noqa: S101  _is_plain said so
            return [ast.copy_location(ast.Assign([target], self._written(value, token, target)), target)]
        if isinstance(target, ast.Attribute):
            name, site = ast.Constant(self._mangled(target.attr)), self._site(target)
            call = _call("__sa__", value, self._visited(target.value), name, site)
            return [ast.copy_location(ast.Expr(call), target)]
        if isinstance(target, ast.Subscript):
            index, site = self._index(target.slice), self._site(target)
            call = _call("__si__", value, self._visited(target.value), index, site)
            return [ast.copy_location(ast.Expr(call), target)]
        return self._unpack(target, value)

    def _unpack(self, target: ast.expr, value: ast.expr) -> list[ast.stmt]:
        elements: list[ast.expr] = target.elts  # type: ignore[attr-defined]
        names = [self._temporary() for _ in elements]
        stores: list[ast.expr] = []
        for element, name in zip(elements, names, strict=True):
            plain = ast.Name(name, ast.Store())
            stores.append(ast.Starred(plain, ast.Store()) if isinstance(element, ast.Starred) else plain)
        done: list[ast.stmt] = [
            ast.copy_location(ast.Assign([ast.Tuple(stores, ast.Store())], value), target)
        ]
        for element, name in zip(elements, names, strict=True):
            inner = element.value if isinstance(element, ast.Starred) else element
            done += self._store(inner, ast.Name(name, ast.Load()))
        return [*done, self._forget(names, target)]

    def _forget(self, names: list[str], at: ast.AST) -> ast.stmt:
        return ast.copy_location(ast.Delete([ast.Name(name, ast.Del()) for name in names]), at)

    def visit_Assign(self, node: ast.Assign) -> ast.AST | list[ast.stmt]:
        unpacked = any(isinstance(target, (ast.Tuple, ast.List)) for target in node.targets)
        node.value = self._touch(node.value) if unpacked else self._visited(node.value)
        if all(self._is_plain(target) for target in node.targets):
            return node
        if len(node.targets) == 1:
            return [ast.copy_location(s, node) for s in self._store(node.targets[0], node.value)]
        name = self._temporary()
        done: list[ast.stmt] = [
            ast.copy_location(ast.Assign([ast.Name(name, ast.Store())], node.value), node)
        ]
        for target in node.targets:
            done += self._store(target, ast.Name(name, ast.Load()))
        return [*done, self._forget([name], node)]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | list[ast.stmt]:
        if node.value is None:
            return node
        node.value = self._visited(node.value)
        return node if self._is_plain(node.target) else self._store(node.target, node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST | list[ast.stmt]:
        target, value = node.target, self._visited(node.value)
        op = ast.Constant(type(node.op).__name__)
        names: list[str] = []

        def once(expression: ast.expr) -> tuple[ast.expr, ast.expr]:
            """The expression evaluated and kept, and the kept value again."""
            if isinstance(expression, (ast.Constant, ast.Name)):
                return expression, expression
            name = self._temporary()
            names.append(name)
            keep = ast.NamedExpr(ast.Name(name, ast.Store()), expression)
            return keep, ast.Name(name, ast.Load())

        if isinstance(target, ast.Name):
            plain = self._is_plain(target)
            if plain and isinstance(value, ast.Constant) and isinstance(value.value, (int, float)):
                node.value = value
                return node
            old = self._visited(ast.copy_location(ast.Name(target.id, ast.Load()), target))
            new = _call("__ia__", op, old, value, self._site(target))
            return [ast.copy_location(s, node) for s in self._store(target, ast.copy_location(new, node))]
        read, write = self._site(target), self._site(target)
        if isinstance(target, ast.Attribute):
            first, again = once(self._visited(target.value))
            name = ast.Constant(self._mangled(target.attr))
            old = _call("__la__", first, name, read)
            stored = _call("__sa__", _call("__ia__", op, old, value, read), again, name, write)
        else:
            first, again = once(self._visited(target.value))
            index, index_again = once(self._index(target.slice))
            old = _call("__li__", first, index, read)
            stored = _call("__si__", _call("__ia__", op, old, value, read), again, index_again, write)
        done: list[ast.stmt] = [ast.copy_location(ast.Expr(stored), node)]
        if names:
            done.append(self._forget(names, node))
        return done

    def visit_Delete(self, node: ast.Delete) -> list[ast.stmt]:
        done: list[ast.stmt] = []
        for target in node.targets:
            if isinstance(target, ast.Attribute):
                name, site = ast.Constant(self._mangled(target.attr)), self._site(target)
                done.append(ast.Expr(_call("__da__", self._visited(target.value), name, site)))
            elif isinstance(target, ast.Subscript):
                index, site = self._index(target.slice), self._site(target)
                done.append(ast.Expr(_call("__di__", self._visited(target.value), index, site)))
            else:
                done.append(ast.Delete([target]))
        return [ast.copy_location(statement, node) for statement in done]

    def _visit_for(self, node: ast.For | ast.AsyncFor) -> ast.AST:
        if isinstance(node, ast.For):
            node.iter = self._iterated(node.iter)
        else:
            node.iter = self._visited(node.iter)
        self._blocks(node)
        if not self._is_plain(node.target):
            name = self._temporary()
            node.body = [*self._store(node.target, ast.Name(name, ast.Load())), *node.body]
            node.target = ast.Name(name, ast.Store())
        return node

    visit_For = _visit_for
    visit_AsyncFor = _visit_for

    def _visit_with(self, node: ast.With | ast.AsyncWith) -> ast.AST:
        before: list[ast.stmt] = []
        for item in node.items:
            item.context_expr = self._visited(item.context_expr)
            if item.optional_vars is not None and not self._is_plain(item.optional_vars):
                name = self._temporary()
                before += self._store(item.optional_vars, ast.Name(name, ast.Load()))
                item.optional_vars = ast.Name(name, ast.Store())
        node.body = [*before, *self._body(node.body)]
        return node

    visit_With = _visit_with
    visit_AsyncWith = _visit_with
