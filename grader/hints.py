"""The hints of a kata, handed out one at a time, and which of them fits a failure.

A section of ``hints.md`` may say below its heading what it fits, by verdicts and names of checks:
``<!-- fits: deadlock, test_goes_on_after_a_refused_amount -->``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.errors import KataError

if TYPE_CHECKING:
    from grader.kata import Kata
    from grader.verdict import CheckResult

_HEADING = re.compile(r"^## +(.+)$", re.MULTILINE)
_FITS = re.compile(r"<!-- fits: ([a-z0-9_, ]+?) *-->\s*")


@dataclass(frozen=True)
class Hint:
    """One section of ``hints.md``, the ``number``-th of ``of``; ``fits`` are verdicts and checks."""

    number: int
    of: int
    title: str
    body: str
    fits: tuple[str, ...] = ()


def hints(kata: Kata) -> tuple[Hint, ...]:
    """All hints of ``kata``, gentlest first.

    Raises:
        KataError: there is no ``hints.md``, or no section in it.
    """
    try:
        text = kata.hints.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KataError(f"{kata.hints}: {error}") from error
    _, *parts = _HEADING.split(text)
    if not parts:
        raise KataError(f"{kata.hints}: has no hint; each is a section that begins with `## `")
    titles, bodies = parts[::2], parts[1::2]
    return tuple(
        Hint(
            number=i,
            of=len(titles),
            title=title.strip(),
            body=_FITS.sub("", body).strip(),
            fits=tuple(word.strip() for said in _FITS.findall(body) for word in said.split(",")),
        )
        for i, (title, body) in enumerate(zip(titles, bodies, strict=True), start=1)
    )


def fitting(every: tuple[Hint, ...], check: CheckResult) -> Hint | None:
    """The hint for what ``check`` failed by: one that names the check, else one that names the verdict."""
    for word in (check.check.partition("[")[0], check.verdict.value):
        found = next((hint for hint in every if word in hint.fits), None)
        if found is not None:
            return found
    return None
