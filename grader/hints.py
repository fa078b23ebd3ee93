"""The hints of a kata, handed out one at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.errors import KataError

if TYPE_CHECKING:
    from grader.kata import Kata

_HEADING = re.compile(r"^## +(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Hint:
    """One section of ``hints.md``, the ``number``-th of ``of``."""

    number: int
    of: int
    title: str
    body: str


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
        Hint(number=i, of=len(titles), title=title.strip(), body=body.strip())
        for i, (title, body) in enumerate(zip(titles, bodies, strict=True), start=1)
    )
