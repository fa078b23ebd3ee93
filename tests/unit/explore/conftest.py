"""What the suites under test know of pytest besides pytest's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Make the stage's marker known, as its plugin does."""
    config.addinivalue_line(
        "markers",
        "explore(clock, bound, least, schedules, seconds, handover, deaths, free_threaded): how to look",
    )
