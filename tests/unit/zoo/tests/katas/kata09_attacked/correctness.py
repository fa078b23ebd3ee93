"""A miniature suite that is attacked: a number that is known, and one that nobody could know."""

import secrets
from types import ModuleType

import helper
import pytest

from grader.worker.findings import exactly


def test_doubles_two_and_a_secret(attempt: ModuleType) -> None:
    """Two is doubled, and so is a number that nobody could know."""
    for number in (2, helper.seven(), secrets.randbelow(1 << 40)):
        seen = attempt.double(number)
        assert exactly(seen, 2 * number), f"double({number}) gave another number than {2 * number}"


def test_refuses_text(attempt: ModuleType) -> None:
    """Text is refused with a TypeError."""
    with pytest.raises(TypeError):
        attempt.double({}) + 0
