"""A checkout of its own for each test: one small kata, made by the scaffold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from grader.kata import Catalogue, Kata
from grader.scaffold import Facts, scaffold

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout, at a path with a blank and a letter beyond ASCII; the test works in it."""
    root = tmp_path / "mes katas ü"
    for tree in ("katas", "solutions", "tests/katas"):
        (root / tree).mkdir(parents=True)
    monkeypatch.chdir(root)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return root


@pytest.fixture
def kata(checkout: Path) -> Kata:
    """The one kata of the checkout."""
    made, _ = scaffold(Catalogue(checkout), Facts("tickets", title="Tickets «1»", kind="threads"))
    return made
