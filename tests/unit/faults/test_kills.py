"""Whatever is killed when, nothing is lost and nothing is left. `kills.py` does it as often as one likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kills import inject

if TYPE_CHECKING:
    from pathlib import Path


def test_killed_eight_times(tmp_path: Path) -> None:
    """Two kills of each command, half of them of a child."""
    tally = inject(tmp_path, kills=8, seed=8, every=4)
    assert tally.lost == []
    assert sum(tally.kills.values()) >= 8
