"""A miniature suite: what the function gives back, and that it does so twice."""

from types import ModuleType


def test_doubles_two(attempt: ModuleType) -> None:
    """Two is doubled."""
    seen = attempt.double(2)
    assert seen == 4, f"double(2) gave {seen}, expected 4"


def test_doubles_nothing(attempt: ModuleType) -> None:
    """Nothing stays nothing."""
    seen = attempt.double(0)
    assert seen == 0, f"double(0) gave {seen}, expected 0"
