"""The scene of a fault: a checkout and a grader that are a test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from scene import Scene

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """One small kata; the test works in its checkout."""
    made = Scene.make(tmp_path)
    monkeypatch.chdir(made.root)
    return made
