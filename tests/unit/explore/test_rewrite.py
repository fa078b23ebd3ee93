"""Rewriting changes nothing that a program could notice: plain and rewritten run side by side."""

from __future__ import annotations

import ast
import re
import sys
import textwrap
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from side_by_side import run

from grader.explore.rewrite import rewrite

if TYPE_CHECKING:
    from types import CodeType

CONSTRUCTS = {
    "name mangling": """
        class _Private:
            __slots__ = ("__x", "_y")
            __shared = 1
            def __init__(self): self.__x = 2; self.__x += 1; self._y = self.__shared
            def __hidden(self): return self.__x, type(self).__shared
            def show(self): return self.__hidden(), [self.__x for _ in range(1)], (lambda: self.__x)()
            def drop(self): del self.__x
        p = _Private()
        say(p.show()); say(p._Private__x); p.drop(); say(hasattr(p, "_Private__x"))
        class __:
            def __init__(self): self.__x = 1
        say(vars(__()))
        class Outer:
            class Inner:
                def set(self): self.__z = 1
            def set(self): self.__z = 2
        i, o = Outer.Inner(), Outer(); i.set(); o.set(); say((vars(i), vars(o)))
        """,
    "super": """
        class A:
            def f(self, x=0): return ["A", x]
            @classmethod
            def make(cls): return cls.__name__
            @property
            def p(self): return "Ap"
        class B(A):
            def f(self, x=0): return ["B", *super().f(x + 1), *super(B, self).f(x + 2)]
            @classmethod
            def make(cls): return "B" + super().make()
            @property
            def p(self): return super().p + "B" + __class__.__name__
        say(B().f(1)); say(B.make()); say(B().p)
        class M(type):
            def __new__(m, name, bases, space, **kw):
                log.append(sorted(k for k in space if not k.startswith("__")))
                return super().__new__(m, name, bases, space)
            def __init__(cls, name, bases, space, **kw): super().__init__(name, bases, space)
        class C(metaclass=M, extra=a.b):
            x = 1
            for y in range(2): z = y
        """,
    "augmented assignment": """
        a.x += b.y
        a.x.y[b.z] -= c()
        a()[b()] *= c.d
        a()[b():c(), ::a] //= 2
        a.x @= b
        a[0] **= 2; a[0] <<= 1; a[0] >>= 1; a[0] &= 1; a[0] |= 1; a[0] ^= 1; a[0] %= 1; a[0] /= 1
        x = 1; x += 1; x += say(2)
        s = [1]; t = s; s += [2]; say(t)
        def refused(t, u):
            try: t[0] += 1
            except TypeError as e: say(str(e))
            try: u[0] += [1]
            except TypeError as e: say(str(e))
            say((u, sorted(locals())))
        refused((1, 2), ([],))
        try: x += "s"
        except TypeError as e: say(str(e))
        x = [[1], [2]]
        x[0] += (x := [[9]])[0]
        say(x)
        i = 0
        x = [1, 2, 3]
        x[i] += (i := 2)
        say((x, i))
        """,
    "augmented global and nonlocal": """
        n = 0
        def g():
            global n
            n += 1; n -= say(3); n = n + 1
            def h():
                nonlocal k
                k += n; k *= 2
            k = 1; h(); return k
        say(g()); say(n)
        class C:
            n = 5
            n += 1
            global m
            m = 3; m += n
        say((C.n, m, hasattr(C, "m")))
        """,
    "walrus": """
        if (n := len([1, 2, 3])) > 2: say(n)
        say([y := 1, y ** 2]); say([last := i for i in range(3)]); say(last)
        def f():
            if any((hit := v) > 1 for v in [1, 2, 3]): return hit
        say(f())
        def g():
            total = 0
            parts = [total := total + v for v in range(4)]
            def h(): return total
            return parts, h()
        say(g())
        while (n := n - 1): say(n)
        """,
    "comprehensions": """
        x = "outer"
        say([x for x in range(3)]); say(x)
        say({k: v for k, v in zip("ab", [1, 2])}); say({i % 2 for i in range(5)})
        say(list(i for i in [1, 2] if i > 1))
        say([(i, j) for i in range(3) for j in range(i) if i + j])
        class C:
            n = 3
            r = [i for i in range(n)]
            s = list(j * 2 for j in r)
        say((C.r, C.s))
        say([f() for f in [lambda: i for i in range(3)]])
        say([[y for y in range(x)] for x in [1, 2]])
        d = {1: 2}
        g = (k for k in d); d[3] = 4
        try: say(list(g))
        except RuntimeError as e: say(str(e))
        try: (i for i in a.none_such.x and 1)
        except TypeError as e: say(str(e))
        def fibs():
            return [b_ for b_ in (lambda n=n: n for n in range(3))]
        say([f() for f in fibs()])
        """,
    "match": """
        from dataclasses import dataclass
        from enum import Enum
        class Color(Enum): RED = 1; BLUE = 2
        @dataclass
        class P: x: int; y: int = 0
        def f(v):
            match v:
                case 0 | 1: return "small"
                case Color.RED: return "red"
                case P(x=1, y=y) if y > say(0): return ("p1", y)
                case P(x, y): return ("p", x, y)
                case [first, *rest] if rest: return (first, rest)
                case {"k": k, **others}: return (k, others)
                case str() as s: return s
                case None: return "none"
                case _: return "other"
        for v in (0, Color.RED, P(1, 2), P(1), P(3, 4), [1, 2, 3], [1], {"k": 1, "z": 2}, "s", None, 9.5):
            say(f(v))
        seen = None
        def look():
            global seen
            match [1, 2]:
                case [seen, _]: pass
            match {"a": 1, "b": 2}:
                case {"a": 1, **seen}: pass
        look(); say(seen)
        """,
    "decorators": """
        def deco(x):
            log.append(f"made {x}")
            def wrap(f): log.append(f"wraps {f.__name__}"); return f
            return wrap
        @deco(1)
        @deco(2)
        def f(): "Doc."
        @deco(3)
        class C:
            @deco(4)
            @staticmethod
            def s(): return 1
            @property
            def p(self): return self._p
            @p.setter
            def p(self, v): self._p = v
            @p.deleter
            def p(self): del self._p
        o = C(); o.p = 3; say(o.p); o.p += 1; say(o.p); del o.p; say(hasattr(o, "_p"))
        say(C.s()); say(f.__doc__)
        @a.b[c]
        class G(metaclass=type("M", (type,), {"__repr__": lambda cls: "G"})): pass
        @lambda f: f.__name__
        def g(): pass
        say(repr(g))
        """,
    "generators": """
        def g():
            got = yield 1
            say(got)
            try: yield from h()
            except ValueError as e: say(repr(e)); yield "caught"
            return "end"
        def h():
            try:
                while True: say((yield 2))
            finally: say("closed")
        i = g(); say(next(i)); say(i.send("a")); say(i.send("b")); say(i.throw(ValueError("v")))
        try: next(i)
        except StopIteration as e: say(e.value)
        i = g(); next(i); i.send(1); i.close()
        def count():
            n = 0
            def bump():
                nonlocal n
                n += 1
                return n
            while n < 3: yield bump()
        say(list(count())); say(sum(x for x in count()))
        def d():
            yield from [1, 2]
            yield from {3: 4}
            return (yield from (x for x in [5]))
        say(list(d()))
        """,
    "with": """
        with a.m(b) as c.x, c.x.n as b[0]: say("in")
        with a as (b.x, b.y): pass
        with a as x, b as y: say((x, y))
        try:
            with a, b: raise KeyError(1)
        except KeyError: pass
        with (a as p, b as [q, c.z]): say(q)
        try:
            with a as c.x, 1 as y: pass
        except TypeError as e: say(str(e))
        class Reader:
            def __init__(self, on): self.on = on
            def __enter__(self): return self
            def __exit__(self, *e): return True
        class Holder: pass
        h = Holder()
        with Reader(1) as h.f, Reader(h.f) as h.g: say(h.g.on is h.f)
        with Reader(1): raise ValueError
        def early():
            for i in range(3):
                with a:
                    if i == 1: return i
                    continue
        say(early())
        """,
    "async": """
        async def agen():
            for i in range(2): yield i
        async def f(x=a.d):
            async with m() as a.v: a.n += 1
            async for b.k in agen(): say("item")
            r = [i async for i in agen() if i]
            r2 = [await g(i) for i in range(2)]
            return r, r2, await g(3)
        async def g(i): return i * 2
        class m:
            async def __aenter__(self): return "entered"
            async def __aexit__(self, *e): say("left")
        def drive(co):
            try:
                while True: co.send(None)
            except StopIteration as e: return e.value
        say(drive(f()))
        """,
    "class bodies": """
        x = "global"
        class C:
            "Doc."
            x = x + "!"
            y: int = 1
            z: "str"
            def __init_subclass__(cls, **kw): say((cls.__name__, kw))
            def __set_name__(self, owner, name): say((owner.__name__, name))
            class D: w = 1
            a.attr = 3
            v = D.w + y
            del y
            (p, q), r = (1, 2), 3
            s = t = 4
        say(sorted(k for k in vars(C) if not k.startswith("__")))
        say(C.x); say(C.__doc__); say(C.__annotations__)
        class E(C, kw=1): field = C()
        class S:
            __slots__ = ("m", "n")
            def __init__(self): self.m, self.n = 1, 2
        s = S(); s.m += 1; say((s.m, s.n))
        try: s.o = 1
        except AttributeError as e: say(str(e))
        del s.m
        try: s.m
        except AttributeError as e: say(str(e))
        """,
    "assignment": """
        x = a.x = b[c] = say(1)
        a.x, (b.y, c[0], *a.z), *z = 1, (2, 3, 4, 5), 6, 7
        say(z)
        [a.p, q] = "ab"
        i, c[i] = 1, 2
        for i, a.k in [(1, 2), (3, 4)]: say(i)
        for a.k, *b[0] in ["xyz"]: pass
        else: say("else")
        try: a.x, b.y = 1, 2, 3
        except ValueError as e: say(str(e))
        try: a.x, b.y = 5
        except TypeError as e: say(str(e))
        try: a.x, b.y, *c.z = [1]
        except ValueError as e: say(str(e))
        x, y = y, x = 1, 2
        say((x, y))
        a[:] = [1]; a[1:2, ...] = 3; say(a[::2]); say(a[1:, b.x]); say(a[*b])
        k = [0, 1, 2]; k[1:] = k[:1]; say(k)
        del a.x, b[0], b[1:2], (k, a.m), [x]
        say("k" in globals())
        o = p_ = q_ = []
        say(o is p_ is q_)
        """,
    "annotations": """
        n: int = 0
        shared: "list[int]" = []
        def bump():
            global n
            n += 1
        bump(); say(n); say(sorted(__annotations__))
        a.attr: int = 3
        a[b]: int = 4
        only: float
        def f(x: int = 1, *y: "str", z: float = a.z, **k: dict) -> "list[int]":
            local: int = x
            def inner(): nonlocal local; local += 1
            inner()
            return local
        say(f()); say({k: str(v) for k, v in f.__annotations__.items()})
        from dataclasses import dataclass, field
        @dataclass
        class D:
            x: int
            y: list = field(default_factory=list)
        say(D(1))
        """,
    "type parameters": """
        type Pair[T] = tuple[T, T]
        class Box[T: int]:
            def __init__(self, v: T) -> None: self.v = v
            def map[U](self, f: "Callable[[T], U]") -> "Box[U]": return Box(f(self.v))
        def first[T](xs: list[T]) -> T: return xs[0]
        say(Box(1).map(lambda v: v + 1).v); say(first([3])); say(Pair.__type_params__); say(Pair.__value__)
        say(first.__type_params__); say(Box.__type_params__)
        """,
    "try": """
        def f(k):
            try:
                if k: raise k
            except (ValueError, KeyError) as e: log.append(repr(e)); return "except"
            else: return "else"
            finally: a.done = k
        say(f(None)); say(f(ValueError(1)))
        try: f(OSError(2))
        except OSError as e: say(repr(e))
        say("e" in globals())
        try: raise ExceptionGroup("g", [ValueError(1), TypeError(2), OSError(3)])
        except* ValueError as g: say(repr(g.exceptions))
        except* (TypeError, OSError) as g: say(repr(g.exceptions))
        try:
            try: raise ValueError(1)
            except ValueError as e: raise KeyError(2) from e
        except KeyError as e: say(repr(e.__cause__))
        def chained():
            try: 1 / 0
            except ZeroDivisionError as err:
                def look(): return repr(err)
                return look()
        say(chained())
        def loop():
            for i in range(3):
                try: continue
                finally: say(i)
        loop()
        """,
    "functions": """
        def f(a_, /, b_=a.b, *args, k=c.k, **kw): return a_, b_, args, k, kw
        say(f(1)); say(f(*[1, 2, 3], k=4, **{"z": 5})); say(f.__defaults__); say(f.__kwdefaults__)
        say(f.__code__.co_argcount); say(f.__qualname__)
        g = lambda x, *y, z=a.z: (x, y, z)
        say(g(1, 2)); say(g.__name__)
        def outer():
            x = 1
            def inner():
                nonlocal x
                x += 1
                return locals() if x > 99 else x
            return inner(), x
        say(outer())
        def rec(n): return 1 if n < 2 else n * rec(n - 1)
        say(rec(20))
        def defaults(x=[]): x.append(1); return x
        defaults(); say(defaults())
        say((lambda *p, **k: (p, k))(*a, **a))
        print(*[1], **{"end": ""}, file=type("W", (), {"write": lambda s, t: log.append(t)})())
        """,
    "scopes": """
        x = 1
        def f():
            try: x
            except UnboundLocalError as e: say(str(e))
            x = 2
            del x
            try: x
            except UnboundLocalError as e: say(str(e))
        f()
        def g():
            def h():
                try: return y
                except NameError as e: return str(e)
            first = h()
            y = 1
            return first, h()
        say(g())
        try: nothing
        except NameError as e: say(str(e))
        def mutual():
            def even(n): return n == 0 or odd(n - 1)
            def odd(n): return n != 0 and even(n - 1)
            return even(10)
        say(mutual())
        def loop():
            fs = []
            for i in range(3):
                def f(): return i
                fs.append(f)
            return [f() for f in fs]
        say(loop())
        class K:
            v = 1
            def m(self): return v
        v = 2; say(K().m())
        def cls():
            n = 0
            class Inner:
                nonlocal n
                n = 5
                m = n
            return n, Inner.m
        say(cls())
        """,
    "locals and globals": """
        def f(p):
            q = 1
            def inner():
                nonlocal q
                q += 1
                return sorted(locals())
            inner()
            a.x += 1
            (a.y, z) = 1, 2
            for a.k in [1]: pass
            with a as b.c: pass
            a.b[q.__index__()] += 1
            return sorted(locals()), sorted(vars()), sorted(dir())
        say(f(1))
        def g(): return locals()["hidden"] if False else sorted(globals())
        before = g()
        a.x += 1; a.y, z = 1, 2
        for a.k in [1]: pass
        with a as b.c: pass
        say(sorted(set(g()) - set(before)))
        class C:
            a.x.y += 1
            for a.k in [1]: pass
            with a as b.c, b as a.d: pass
            names = sorted(k for k in locals() if not k.startswith("__") or k.startswith("__t"))
        say(C.names)
        say(eval("1 + x_", {"x_": 2})); exec("say(7)"); say(eval("z"))
        """,
    "evaluation": """
        say(a.b.c(a[0], *b, k=c.k, **a) + b * c)
        say(a < b < c); say(a == b); say(a != b is not None); say(a in b not in c); say(a is b)
        say(a and b.x or c.y); say(not a); say(-a + ~b.c); say(a if b.t else c)
        say(f"{a} {b.x:>{c.w}} {a!r} {b=}")
        say([a, *b, c.d]); say((a, *b)); say({a.k: b.v, **c}); say({a.x, b.x} and 1)
        say(a[b:c, 1][b.i]); say(a[b](c)[a]); say(a.f(b)(c).d)
        say(a.x < b.x); say(a.l + b.r @ c.m); say(a() == b())
        assert a.x or 1, b.m
        assert a.long or b.longer
        (yield_,) = [a.y]
        say("%s %s" % (a.x, b.y)); say("x" + "y" * 2)
        """,
    "strings of docs": '''
        """The module."""
        from __future__ import annotations
        say(__doc__)
        def f():
            """Shared."""
            n = 0
            def g(): nonlocal n; n += 1
            g()
            return n
        class C:
            """The class."""
            def m(self): "The method."
        say(f.__doc__); say(C.__doc__); say(C.m.__doc__); say(f())
        def h(x: undefined_name) -> also_undefined: return 1
        say(h.__annotations__); say(h(1))
        ''',
    "imports": """
        import os.path as p, json
        import collections.abc
        from functools import partial as part, reduce
        say(p.basename("x/y")); say(json.dumps([1])); say(collections.abc.Sized.__name__)
        say(reduce(part(max), [1, 3, 2]))
        def later():
            global string
            import string
            from math import floor
            return floor(2.5), string.digits
        say(later())
        try: import none_such_module
        except ImportError as e: say(str(e))
        """,
    "types made at run time": """
        from collections import namedtuple
        from typing import NamedTuple, TypedDict, NewType
        from enum import Enum, IntFlag
        import types
        say(type("T", (), {}).__module__); say(namedtuple("N", "x y").__module__)
        say(Enum("E", "A B").__module__)
        say(types.new_class("K").__module__); say(IntFlag("F", "A B")(3)); say(NewType("I", int).__module__)
        class R(NamedTuple):
            x: int
            y: int = 2
        class D(TypedDict): x: int
        say(R(1)); say(D(x=1)); say(R.__module__); r = R(1)._replace(x=3); say(r.x)
        say(type("U", (R,), {"z": property(lambda s: s.x)})(5).z)
        """,
    "frames": """
        import sys, warnings, inspect
        def where(): return sys._getframe(1).f_code.co_name, sys._getframe().f_lineno
        def caller(): return where()
        say(caller())
        def warn(): warnings.warn("w", stacklevel=2)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            warn()
        say([(w.filename, w.lineno) for w in caught])
        say(inspect.currentframe().f_lineno)
        x = globals; say(x()["__name__"]); import builtins; say("log" in builtins.globals())
        f = builtins.eval; say(f("1 + 1"))
        """,
    "errors keep their lines": """
        def f(o):
            o.x = 1

            return (o
                    .attribute
                    .none_such)
        class Bare: attribute = 3
        f(
            Bare()
        )
        """,
    "an error in an augmented assignment": """
        def f():
            x = {}
            y = 1
            x["k"] += \\
                y
        f()
        """,
    "an error in a for-target": """
        for a.x, b.y in [(1, 2),
                         (3,)]:
            pass
        """,
    "object.__setattr__": """
        class Frozen:
            def __init__(self, x): object.__setattr__(self, "x", x)
            def __setattr__(self, name, value): raise TypeError(f"frozen: {name}")
        class Logged:
            def __setattr__(self, name, value): log.append(name); object.__setattr__(self, name, value)
            def __delattr__(self, name): log.append(name); super().__delattr__(name)
            def __getattribute__(self, name): return object.__getattribute__(self, name)
        say(Frozen(1).x); o = Logged(); o.y = 2; o.y += 1; say(o.y); setattr(o, "z", 1); del o.y; say(vars(o))
        try: Frozen(1).x = 2
        except TypeError as e: say(str(e))
        """,
    "bound methods of containers": """
        put = [].append; say(put.__name__); say(put.__self__); put(1); say(put.__self__)
        say([].__class__ is list); say({}.__class__.__name__); say({1: 2}.__len__())
        say(callable({}.get)); f = {"k": 1}.get; say(f("k"))
        say(sorted([3, 1], key={1: 2, 3: 1}.get)); say(list(map({1: 2}.get, [1, 2])))
        """,
    "deep recursion": """
        def f(n): return f(n + 1) if n >= 0 else 0
        try: f(0)
        except RecursionError as e: say("deep")
        class P:
            @property
            def p(self): return self.p
        try: P().p
        except RecursionError as e: say("deep property")
        """,
}


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_a_construct_does_the_same_rewritten(construct: str) -> None:
    """What a program logs, names and raises, and where, is the same with the hooks in it."""
    source = textwrap.dedent(CONSTRUCTS[construct])
    plain = run(source, rewritten=False)
    assert run(source, rewritten=True) == plain
    assert plain["log"] or plain["raised"], "this program says nothing, so it proves nothing"
    if not construct.startswith(("error", "an error")):
        assert plain["raised"] is None


OPERATORS = ("+", "-", "*", "@", "/", "//", "%", "**", "<<", ">>", "&", "|", "^")


class Grammar:
    """Makes random programs of nested expressions and statements over loud objects."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311  programs are no secrets

    def atom(self) -> str:
        """A name or a number."""
        return self.random.choice(["a", "b", "c", "1", "'s'", "g", "h()"])

    def expression(self, depth: int) -> str:
        """An expression, at most ``depth`` deep."""
        if depth == 0:
            return self.atom()
        of = lambda: self.expression(depth - 1)  # noqa: E731
        forms = (
            lambda: f"({of()}).x" if self.random.random() < 0.9 else f"({of()}).__len__()",
            lambda: f"a.{self.random.choice('xyz')}[{of()}]",
            lambda: f"b({of()}, {of()})",
            lambda: f"c.m({of()}, *a.t, k={of()}, **b)",
            lambda: f"({of()} {self.random.choice(['and', 'or'])} {of()})",
            lambda: f"(a.l {self.random.choice(OPERATORS)} {of()})",
            lambda: f"(a.l == {of()})",
            lambda: f"(b < {of()} < c)",
            lambda: f"({of()} in a.set)",
            lambda: f"(not {of()})",
            lambda: f"(a.p if {of()} else {of()})",
            lambda: f"[{of()}, *b.s, {of()}]",
            lambda: f"(n := {of()})",
            lambda: f"(lambda q={of()}: (q, {of()}))()",
            lambda: f"[({of()}, v) for v in a.it if {of()}]",
            lambda: f"{{k: {of()} for k in [1, 2]}}",
            lambda: "f'{a.f}{b.v:{c.w}}'",
            lambda: f"a.s[{of()}:b.u]",
            lambda: f"list({of()} for v in b.it)",
        )
        return self.random.choice(forms)()

    def target(self, depth: int = 1) -> str:
        """Something that can be assigned to."""
        attribute = f"a.{self.random.choice('xyz')}"
        forms = ["g", "n", attribute, f"b[{self.expression(1)}]", f"c.d({self.atom()}).e"]
        if depth:
            forms += [f"({self.target(0)}, {self.target(0)})", f"[{self.target(0)}, *{self.target(0)}]"]
        return self.random.choice(forms)

    def statement(self) -> str:
        """One statement, on one line or a few."""
        e = lambda: self.expression(2)  # noqa: E731
        single = self.random.choice(["g", "a.x", "b[c.i]", f"a.y[{self.expression(1)}]", "b().z"])
        forms = (
            f"{self.target()} = {e()}",
            f"{self.target()} = {self.target()} = {e()}",
            f"{single} {self.random.choice(['+=', '-=', '*=', '|=', '//='])} {e()}",
            f"say({e()})",
            f"for {self.target()} in a.it: say({e()})",
            f"with {e()} as {self.target(0)}, b.w as {self.target(0)}: say({e()})",
            f"if {e()}: say({e()})\nelse: say({e()})",
            f"del a.x, b[{self.expression(1)}]",
            f"def fun(p={e()}):\n    global g\n    g = {e()}\n    return p\nsay(fun())",
            f"class K:\n    n = {e()}\n    say({e()})",
            f"assert {e()}, {e()}",
            f"while not (n := {e()}):\n    say({e()})\n    break",
            f"try: say({e()})\nfinally: say({e()})",
        )
        return self.random.choice(forms)

    def program(self) -> str:
        """A few statements, each shielded from the errors of the one before."""
        lines = ["g = 1", "n = 2", "def h():\n    return g"]
        for _ in range(6):
            body = textwrap.indent(self.statement(), "    ")
            lines.append(f"try:\n{body}\nexcept Exception as e:\n    say((type(e).__name__, str(e)))")
        return "\n".join(lines)


@pytest.mark.parametrize("seed", range(20))
def test_random_programs_evaluate_in_the_same_order(seed: int) -> None:
    """Programs of nested expressions and targets touch their objects in the same order, with equal errors."""
    for n in range(25):
        source = Grammar(seed * 1000 + n).program()
        try:
            compile(source, "p.py", "exec", dont_inherit=True)
        except SyntaxError:  # say, a walrus in a comprehension of a class
            with pytest.raises(SyntaxError):
                rewrite(source, "p.py", 1)
            continue
        rewritten = run(source, rewritten=True)
        # a statement that fails half-way leaves its temporaries behind in a module's name space
        rewritten["names"] = [name for name in rewritten["names"] if not re.fullmatch(r"__t\d+__", name)]
        assert rewritten == run(source, rewritten=False), source


def test_the_rewritten_tree_keeps_every_line() -> None:
    """Each function of this very file keeps its first line, its names and its docstring."""
    source = Path(__file__).read_text(encoding="utf-8")
    code = rewrite(source, "x.py", 1).code
    plain = compile(source, "x.py", "exec", dont_inherit=True)

    def shape(part: CodeType) -> tuple[Any, ...]:
        inner = [constant for constant in part.co_consts if hasattr(constant, "co_code")]
        names = [name for name in part.co_varnames if not name.startswith("__")]
        numbers = part.co_firstlineno, part.co_argcount, part.co_flags
        return part.co_qualname, numbers, names, [shape(i) for i in inner]

    assert shape(code) == shape(plain)


def test_sites_speak_source() -> None:
    """A site is the expression as it was written, with its line, numbered in one order."""
    program = rewrite("x.y = 1\nprint(x.y[\n  z])\n", "p.py", 10)
    assert list(program.sites) == list(range(10, 10 + len(program.sites)))
    assert [(site.line, site.text) for site in program.sites.values() if "x" in site.text] == [
        (1, "x.y"),
        (2, "print(x.y[z])"),
        (2, "x.y[z]"),
        (2, "x.y"),
    ]


def test_a_syntax_error_is_pythons_own() -> None:
    """What does not compile is refused as Python refuses it, with path and line."""
    for source in ("x = = 1", "def f():\n    return yield\n", "return 1", "x: int = (nonlocal)", "f() = 1"):
        with pytest.raises(SyntaxError) as plain:
            compile(source, "p.py", "exec", dont_inherit=True)
        with pytest.raises(SyntaxError) as ours:
            rewrite(source, "p.py", 1)
        assert ours.value.filename == "p.py"
        assert (ours.value.lineno, ours.value.msg) == (plain.value.lineno, plain.value.msg)


def test_the_same_source_gives_the_same_sites() -> None:
    """Sites do not depend on hashes or addresses."""
    source = Path(ast.__file__).read_text(encoding="utf-8")
    assert rewrite(source, "p.py", 1).sites == rewrite(source, "p.py", 1).sites
