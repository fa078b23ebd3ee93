"""How a suite or a stage's plugin names what it found.

A suite raises ``Finding`` to name another verdict than ``wrong``. A stage's plugin calls
``hand_over(item, result)`` to give a whole ``CheckResult`` for the running check. The result is tied to
the item and not raised, because a submission can raise whatever it can import.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest

from grader.verdict import CheckResult, Evidence, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

HANDED_OVER = pytest.StashKey[CheckResult]()


class Finding(AssertionError):
    """A check failed in a way that has a name of its own: ``Finding(Verdict.LEAKED, "cause")``."""

    def __init__(self, verdict: Verdict, cause: str, evidence: tuple[Evidence, ...] = ()) -> None:
        super().__init__(cause)
        self.verdict = verdict
        self.cause = cause
        self.evidence = evidence


def hand_over(item: pytest.Item, result: CheckResult) -> None:
    """Make ``result`` what the running check found; the session fills in ``check`` and ``sentence``."""
    item.stash[HANDED_OVER] = result


def exactly(seen: object, expected: object) -> bool:
    """Compare without asking ``seen``: an object that says it equals everything is no answer.

    The types must be those of ``expected``, all the way down through lists, tuples and dicts; only
    then are the values compared, by the types' own rules.
    """
    if type(seen) is not type(expected):
        return False
    if isinstance(seen, (list, tuple)) and isinstance(expected, (list, tuple)):
        return len(seen) == len(expected) and all(map(exactly, seen, expected))
    if isinstance(seen, dict) and isinstance(expected, dict):
        return seen.keys() == expected.keys() and all(exactly(seen[key], expected[key]) for key in expected)
    return bool(seen == expected)


def sentence(function: Callable[..., Any]) -> str:
    """Give the first paragraph of the check's docstring, on one line."""
    paragraph = (inspect.getdoc(function) or "").split("\n\n", 1)[0]
    return " ".join(paragraph.split())
