"""The programs that are compared: which of the corpus, and how one is loaded for a peer."""

from __future__ import annotations

import ast
import importlib
import re
import sys
import types
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = Path(__file__).resolve().parents[1] / "unit" / "programs"
_EXPECT = re.compile(r"^# expect: (.+)$", re.MULTILINE)
_WRONG = frozenset({"race", "deadlock", "livelock"})


@dataclass(frozen=True)
class Program:
    """One small program of the corpus."""

    path: Path

    @property
    def name(self) -> str:
        """Topic and name, as in ``locks/left_then_right``."""
        return self.path.relative_to(CORPUS).with_suffix("").as_posix()

    @cached_property
    def source(self) -> str:
        """The program's text."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The program, parsed."""
        return ast.parse(self.source)

    @cached_property
    def expected(self) -> frozenset[str]:
        """The verdicts that are true of it."""
        match = _EXPECT.search(self.source)
        assert match is not None, f"{self.path}: no line '# expect: verdict'"
        return frozenset(match[1].split(" | "))

    @property
    def is_right(self) -> bool:
        """Whether no schedule fails."""
        return self.expected == {"passed"}

    @cached_property
    def scenario(self) -> ast.FunctionDef:
        """The function that is explored."""
        functions = (node for node in self.tree.body if isinstance(node, ast.FunctionDef))
        return next(node for node in functions if node.name.startswith("test_"))

    @property
    def is_comparable(self) -> bool:
        """Whether every peer can be given it, and a search is needed to judge it.

        Its threads come from one call of ``together``, so that each peer can start them in its own way;
        it asks for no other fixture and no clock of its own; and it is right, or fails under some
        schedules only: what fails under every schedule tells nothing about a search.
        """
        calls = [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]
        starts = [node for node in calls if isinstance(node.func, ast.Name) and node.func.id == "together"]
        fixtures = [argument.arg for argument in self.scenario.args.args]
        plain = fixtures == ["together"] and not self.scenario.decorator_list
        return len(starts) == 1 and plain and (self.is_right or self.expected <= _WRONG)

    def imported(self) -> set[str]:
        """The names of the modules that it imports."""
        names = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
        return names

    def import_first(self) -> None:
        """Import what it imports, so that no tool is charged for that."""
        for name in self.imported():
            importlib.import_module(name)

    def loader(self) -> Callable[[], Callable[..., Any]]:
        """A function that executes the program anew and returns its scenario."""
        code = compile(self.source, str(self.path), "exec")
        name = self.scenario.name

        def load() -> Callable[..., Any]:
            module = types.ModuleType("program")
            sys.modules["program"] = module
            exec(code, module.__dict__)  # noqa: S102  our own corpus
            return vars(module)[name]

        return load


def chosen(count: int) -> list[Program]:
    """``count`` comparable programs, half of them right, evenly spaced in the order of their names."""
    every = [Program(path) for path in sorted(CORPUS.glob("*/*.py"))]
    comparable = [program for program in every if program.is_comparable]
    halves = [
        [program for program in comparable if program.is_right],
        [program for program in comparable if not program.is_right],
    ]
    picked = []
    for half in halves:
        wanted = min(len(half), count // 2)
        picked += [half[index * len(half) // wanted] for index in range(wanted)]
    return picked
