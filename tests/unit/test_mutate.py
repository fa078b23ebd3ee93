"""Each operator changes what it says and nothing else, and a mutant keeps its name when lines move."""

from __future__ import annotations

import ast

import pytest

from grader.mutate import mutants

# what is mutated; the name of a mutant; what the program is then
CHANGES = {
    "a `with` goes, its body stays": ("with a:\n    x = 1", "without `with a`", "x = 1"),
    "one of two locks goes": ("with a, b:\n    x()", "without `with b`", "with a:\n    x()"),
    "two locks are taken the other way round": (
        "with a, b:\n    x()",
        "`with a, b` the other way round",
        "with b, a:\n    x()",
    ),
    "a loop goes once": (
        "while wait:\n    c.wait()\n    continue",
        "`while wait` as `if`",
        "for _ in (0,) if wait else ():\n    c.wait()\n    continue",
    ),
    "all become one": ("c.notify_all()", "`c.notify_all` as `notify`", "c.notify()"),
    "a statement goes": ("x = 1\ny = 2", "no `y = 2`", "x = 1\npass"),
    "a bound is crossed": ("if x < 1:\n    y()", "`x < 1` as `x <= 1`", "if x <= 1:\n    y()"),
    "a condition always holds": ("if x:\n    y()", "`if x` with True", "if True:\n    y()"),
    "a condition never holds": (
        "if x:\n    y()\nelse:\n    z()",
        "`if x` with False",
        "if False:\n    y()\nelse:\n    z()",
    ),
    "what must be undone is undone only after success": (
        "try:\n    x()\nfinally:\n    y()",
        "`finally` only after success",
        "x()\ny()",
    ),
}


@pytest.mark.parametrize(("source", "name", "wanted"), CHANGES.values(), ids=CHANGES)
def test_changes_one_thing(source: str, name: str, wanted: str) -> None:
    """The mutant of that name is the program with that one change."""
    [found] = [mutant for mutant in mutants(source) if mutant.name == name]
    assert ast.unparse(ast.parse(found.source)) == ast.unparse(ast.parse(wanted))


def test_names_tell_mutants_apart_and_outlive_moves() -> None:
    """No two mutants have one name, and lines above change no name."""
    source = "class C:\n    def f(self):\n        self.x = 1\n        g()\n        self.x = 1\n        h()\n"
    names = [mutant.name for mutant in mutants(source)]
    assert names == ["C.f: no `self.x = 1`", "C.f: no `g()`", "C.f: no `self.x = 1` (2)", "C.f: no `h()`"]
    moved = mutants("'''Text.'''\n\nimport os\n\n" + source)
    assert [mutant.name for mutant in moved] == names
    assert [mutant.line for mutant in moved] == [7, 8, 9, 10]


def test_leaves_alone_what_says_nothing() -> None:
    """Docstrings, imports and definitions stay, and no mutant is the program itself."""
    source = '"""Text."""\nimport os\n\ndef f():\n    """Text."""\n    pass\n'
    assert mutants(source) == []


def test_gives_no_program_twice() -> None:
    """A block of one statement is taken away once, and every mutant can be compiled."""
    source = (
        "def f():\n    for x in y:\n        if x:\n            return x\n    while True:\n        break\n"
    )
    sources = [mutant.source for mutant in mutants(source)]
    assert len(sources) == len(set(sources))
    assert ast.unparse(ast.parse(source)) not in sources
    for one in sources:
        compile(one, "mutant", "exec")
