"""What a runner is asked to do with a submission of its own; light, as spawned children import it, too."""

from __future__ import annotations

from typing import Any


def count(kata: Any, path: str, workers: int) -> dict[str, int]:
    """Count, and give it as plain data."""
    return dict(kata.word_count(path, workers))
