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
``x += v``          ``x = __ia__("Add", x, v, site)``
``x + f()``         ``__op__("Add", x, f(), site, site)``
shared ``x``        ``(__rn__(token, "x", site) or x)``
shared ``x = v``    ``x = __wn__(v, token, "x", site)``
``for a in b``      ``for a in __it__(b, site)``
``yield from b``    ``yield from __yf__(b, site)``
``match v``         ``match __mc__(v, what class patterns read, site)``
``while t``         ``while __lp__(site) or t``
truth, ``in``, ==   ``__t__(value, site)`` round what may be a container
``assert a == b``   ``assert a == b, __why__("Eq", a, b)`` in suites
==================  ====================================================
"""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from grader.explore.expressions import Expressions, Site, call

if TYPE_CHECKING:
    from types import CodeType


@dataclass(frozen=True)
class Program:
    """A rewritten module: its code, and its sites by number."""

    path: str
    source: str
    code: CodeType
    sites: dict[int, Site]
    lines: tuple[str, ...] = field(repr=False)
    stored: frozenset[str] = field(repr=False)


def rewrite(source: str, path: str, first_site: int, *, explain_asserts: bool = False) -> Program:
    """Compile ``source`` with hooks in it; sites are numbered from ``first_site``.

    With ``explain_asserts`` a comparison that fails without a message says what was compared.

    Raises:
        SyntaxError: as ``compile`` does, with ``path`` and line.
    """
    path = sys.intern(path)  # it identifies the module's globals
    tree = ast.parse(source, path)
    rewriter = _Rewriter(tree, path, first_site, explain_asserts=explain_asserts)
    tree = ast.fix_missing_locations(rewriter.visit(tree))
    code = compile(tree, path, "exec", dont_inherit=True)
    return Program(path, source, code, rewriter.sites, tuple(source.splitlines()), rewriter.stored_attributes)


def _classes(pattern: ast.pattern | None) -> list[Any]:
    """What class patterns in ``pattern`` read of the value: attributes by name or place, and theirs."""
    match pattern:
        case ast.MatchOr(patterns):
            return [spec for part in patterns for spec in _classes(part)]
        case ast.MatchAs(inner):
            return _classes(inner)
        case ast.MatchClass(_, patterns, names, named):
            parts = [*enumerate(patterns), *zip(names, named, strict=True)]
            return [tuple((key, tuple(_classes(part))) for key, part in parts)]
    return []


class _Rewriter(Expressions):
    """Statements: what is tested, written and deleted passes through the hooks too."""

    # -- statements that test

    def visit_If(self, node: ast.If) -> ast.AST:
        node.test = self.touch(node.test)
        return self._blocks(node)

    def visit_While(self, node: ast.While) -> ast.AST:
        site = self.site(node.test)
        test = self.touch(node.test)
        node.test = ast.copy_location(ast.BoolOp(ast.Or(), [call("__lp__", site), test]), test)
        return self._blocks(node)

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        test = node.test
        node.test = self.touch(test)
        if node.msg is not None:
            node.msg = self.visited(node.msg)
        elif self.explain_asserts and isinstance(test, ast.Compare) and len(test.ops) == 1:
            names = [self.temporary(), self.temporary()]
            kept = [ast.Name(name, ast.Store()) for name in names]
            if isinstance(node.test, ast.Call):
                node.test.args[1:3] = map(ast.NamedExpr, kept, node.test.args[1:3])
            else:
                test.left = ast.NamedExpr(kept[0], test.left)
                test.comparators = [ast.NamedExpr(kept[1], test.comparators[0])]
            values = [ast.Name(name, ast.Load()) for name in names]
            node.msg = call("__why__", ast.Constant(type(test.ops[0]).__name__), *values)
        return node

    def visit_Match(self, node: ast.Match) -> ast.AST:
        specs = [spec for case in node.cases for spec in _classes(case.pattern)]
        site = self.site(node.subject)
        node.subject = self.touch(node.subject)
        if specs:
            spec = ast.parse(repr(tuple(specs)), mode="eval").body
            node.subject = ast.copy_location(call("__mc__", node.subject, spec, site), node.subject)
        for case in node.cases:
            if case.guard is not None:
                case.guard = self.touch(case.guard)
            names = [
                getattr(part, "rest" if isinstance(part, ast.MatchMapping) else "name", None)
                for part in ast.walk(case.pattern)
            ]
            case.body = [*self.bound(case.pattern, *names), *self._body(case.body)]
        return node

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        if node.type is not None:
            node.type = self.visited(node.type)
        node.body = [*self.bound(node, node.name), *self._body(node.body)]
        return node

    def _visit_import(self, node: ast.Import | ast.ImportFrom) -> list[ast.AST]:
        names = [(alias.asname or alias.name).split(".")[0] for alias in node.names if alias.name != "*"]
        return [node, *self.bound(node, *names)]

    visit_Import = _visit_import
    visit_ImportFrom = _visit_import

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

    def _is_plain(self, target: ast.expr) -> bool:
        """Whether storing to ``target`` needs no hook."""
        if isinstance(target, ast.Name):
            return self.token(target.id) is None
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
            token = self.token(target.id)
            assert token is not None  # noqa: S101  _is_plain said so
            return [ast.copy_location(ast.Assign([target], self.written(value, token, target)), target)]
        if isinstance(target, ast.Attribute):
            self.at_name(target, target)
            name, site = ast.Constant(self.mangled(target.attr)), self.site(target)
            stored = call("__sa__", value, self.visited(target.value), name, site)
            return [ast.copy_location(ast.Expr(ast.copy_location(stored, target)), target)]
        if isinstance(target, ast.Subscript):
            index, site = self.index(target.slice), self.site(target)
            stored = call("__si__", value, self.visited(target.value), index, site)
            return [ast.copy_location(ast.Expr(stored), target)]
        return self._unpack(target, value)

    def _unpack(self, target: ast.expr, value: ast.expr) -> list[ast.stmt]:
        elements: list[ast.expr] = target.elts  # type: ignore[attr-defined]
        names = [self.temporary() for _ in elements]
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
        node.value = self.touch(node.value) if unpacked else self.visited(node.value)
        if all(self._is_plain(target) for target in node.targets):
            return node
        if len(node.targets) == 1:
            return [ast.copy_location(s, node) for s in self._store(node.targets[0], node.value)]
        name = self.temporary()
        done: list[ast.stmt] = [
            ast.copy_location(ast.Assign([ast.Name(name, ast.Store())], node.value), node)
        ]
        for target in node.targets:
            done += self._store(target, ast.Name(name, ast.Load()))
        return [*done, self._forget([name], node)]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | list[ast.stmt]:
        if node.value is None:
            return node
        node.value = self.visited(node.value)
        if self._is_plain(node.target):
            return node
        done = self._store(node.target, node.value)
        if isinstance(node.target, ast.Name):  # without its value it still fills ``__annotations__``
            node.value = None
            done.append(node)
        return done

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST | list[ast.stmt]:
        target, value = node.target, self.visited(node.value)
        op = ast.Constant(type(node.op).__name__)
        names: list[str] = []
        rebinds = any(isinstance(part, ast.NamedExpr) for part in ast.walk(node))

        def once(expression: ast.expr) -> tuple[ast.expr, ast.expr]:
            """The expression evaluated and kept, and the kept value again."""
            if isinstance(expression, ast.Constant) or (isinstance(expression, ast.Name) and not rebinds):
                return expression, expression
            name = self.temporary()
            names.append(name)
            keep = ast.NamedExpr(ast.Name(name, ast.Store()), expression)
            return keep, ast.Name(name, ast.Load())

        if isinstance(target, ast.Name):
            plain = self._is_plain(target)
            if plain and isinstance(value, ast.Constant) and isinstance(value.value, (int, float)):
                node.value = value
                return node
            old = self.visited(ast.copy_location(ast.Name(target.id, ast.Load()), target))
            new = call("__ia__", op, old, value, self.site(target))
            return [ast.copy_location(s, node) for s in self._store(target, ast.copy_location(new, node))]
        if isinstance(target, ast.Attribute):
            self.at_name(target, target)
        read, write = self.site(target), self.site(target)
        if isinstance(target, ast.Attribute):
            first, again = once(self.visited(target.value))
            name = ast.Constant(self.mangled(target.attr))
            old = ast.copy_location(call("__la__", first, name, read), target)
            stored = call("__sa__", call("__ia__", op, old, value, read), again, name, write)
        else:
            first, again = once(self.visited(target.value))
            index, index_again = once(self.index(target.slice))
            old = call("__li__", first, index, read)
            stored = call("__si__", call("__ia__", op, old, value, read), again, index_again, write)
        done: list[ast.stmt] = [ast.copy_location(ast.Expr(stored), node)]
        if names:
            done.append(self._forget(names, node))
        return done

    def visit_Delete(self, node: ast.Delete) -> list[ast.stmt]:
        done: list[ast.stmt] = []
        for target in node.targets:
            if isinstance(target, ast.Attribute):
                name, site = ast.Constant(self.mangled(target.attr)), self.site(target)
                done.append(ast.Expr(call("__da__", self.visited(target.value), name, site)))
            elif isinstance(target, ast.Subscript):
                index, site = self.index(target.slice), self.site(target)
                done.append(ast.Expr(call("__di__", self.visited(target.value), index, site)))
            else:
                done.append(ast.Delete([target]))
        return [ast.copy_location(statement, node) for statement in done]

    def _visit_for(self, node: ast.For | ast.AsyncFor) -> ast.AST:
        if isinstance(node, ast.For):
            node.iter = self.iterated(node.iter)
        else:
            node.iter = self.visited(node.iter)
        self._blocks(node)
        if not self._is_plain(node.target):
            name = self.temporary()
            stores = self._store(node.target, ast.Name(name, ast.Load()))
            node.body = [*stores, self._forget([name], node.target), *node.body]
            node.target = ast.Name(name, ast.Store())
        return node

    visit_For = _visit_for
    visit_AsyncFor = _visit_for

    def _visit_with(self, node: ast.With | ast.AsyncWith) -> ast.AST:
        for index, item in enumerate(node.items):
            item.context_expr = self.visited(item.context_expr)
            if item.optional_vars is None or self._is_plain(item.optional_vars):
                continue
            name = self.temporary()
            stores = self._store(item.optional_vars, ast.Name(name, ast.Load()))
            stores.append(self._forget([name], item.optional_vars))
            item.optional_vars = ast.Name(name, ast.Store())
            node.items, rest = node.items[: index + 1], node.items[index + 1 :]
            if rest:  # the next manager may need what was stored: ``with a() as self.a, b(self.a):``
                inner = ast.copy_location(type(node)(rest, node.body), node)
                node.body = [*stores, cast("ast.stmt", self._visit_with(inner))]
            else:
                node.body = [*stores, *self._body(node.body)]
            return node
        node.body = self._body(node.body)
        return node

    visit_With = _visit_with
    visit_AsyncWith = _visit_with
