"""The layers of the package, read from its imports: a module imports from lower rows alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "grader"

# The row of each top-level name. `protocol` is what both sides speak, so it stands with `verdict`;
# `run` drives one worker for `stages`, so it stands below it with `sandbox`.
ROWS = {
    "verdict": 0,
    "errors": 0,
    "protocol": 0,
    "kata": 1,
    "submission": 1,
    "whole": 1,
    "pulse": 1,
    "mutate": 1,
    "sandbox": 1,
    "run": 1,
    "stages": 2,
    "hints": 2,
    "report": 2,
    "history": 2,
    "judge": 3,
    "batch": 3,
    "watch": 4,
    "play": 4,
    "interview": 4,
    "calibrate": 3,
    "verify": 4,
    "mutants": 4,
    "scaffold": 4,
    "doctor": 4,
    "cli": 5,
}
SHARED = {"verdict", "errors", "protocol"}
CHILD = {
    "worker": SHARED | {"worker", "explore", "measure"},
    "explore": SHARED | {"explore"},
    "measure": SHARED | {"measure"},
}
# The sandbox makes the environment of the worker from its own; the worker reads the descriptor of its
# results there, and removes it. The others are commands of their own, with arguments of their own: the
# sandbox's guard, the worker's runner, `python -m grader.measure`.
MAY_READ_THE_ENVIRONMENT = {"cli", "sandbox", "worker", "measure"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """The top-level name in the package that the module at ``path`` belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The top-level names of the package that the module at ``path`` imports, also for types alone."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("grader.")}
        elif isinstance(node, ast.ImportFrom) and node.module == "grader":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("grader."):
            found.add((node.module or "").split(".")[1])
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_from_lower_rows_alone(path: Path) -> None:
    """The parent's modules form rows, and the child's import nothing of the parent's."""
    name = name_of(path)
    if name == "__main__":
        assert imported(path) == {"cli"}
    elif name == "__init__":
        assert imported(path) == set()
    elif name in CHILD:
        assert imported(path) <= CHILD[name]
    else:
        assert name in ROWS, f"{path}: in which row does {name} stand? Say it here and in the design"
        upward = {other for other in imported(path) if other != name and ROWS.get(other, 99) > ROWS[name]}
        assert upward == set()


def test_parent_never_imports_the_child() -> None:
    """No module of the parent imports what runs beside a submission."""
    guilty = {str(path) for path in MODULES if name_of(path) not in CHILD and imported(path) & CHILD.keys()}
    assert guilty == set()


def environment_reads(path: Path) -> list[int]:
    """The lines that read the environment or the arguments."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            whole = f"{node.value.id}.{node.attr}"
            if whole in {"os.environ", "os.environb", "os.getenv", "sys.argv"}:
                found.append(node.lineno)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_environment_is_read_at_the_edges(path: Path) -> None:
    """The command line reads environment and arguments; everything below it is told."""
    if name_of(path) not in MAY_READ_THE_ENVIRONMENT:
        assert environment_reads(path) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_says_what_it_owns(path: Path) -> None:
    """Each module begins with a docstring."""
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_finds_an_upward_import(tmp_path: Path) -> None:
    """The reader of imports sees every form of them."""
    path = tmp_path / "x.py"
    path.write_text("import grader.cli.app\nfrom grader import judge\nfrom grader.report import json\n")
    assert imported(path) == {"cli", "judge", "report"}
