"""What every command works with: the screen, the checkout, the history."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from grader.errors import UsageError
from grader.history import History, Kind
from grader.kata import Catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from grader.cli.screen import Screen
    from grader.kata import Kata


@dataclass(frozen=True)
class Desk:
    """The person's place: ``cwd`` is where the command was called."""

    screen: Screen
    catalogue: Catalogue
    cwd: Path

    @classmethod
    def at(cls, cwd: Path, screen: Screen) -> Desk:
        """In the checkout that ``cwd`` lies in; outside of any, in the one that the grader came with."""
        inside = next(
            (d for d in (cwd, *cwd.parents) if (d / "katas").is_dir() and (d / "tests").is_dir()), None
        )
        return cls(screen, Catalogue(inside) if inside else Catalogue(), cwd)

    @cached_property
    def history(self) -> History:
        """The log of this checkout."""
        return History(self.catalogue.root, lambda text: self.screen.say(f"warning: {text}"))

    def kata(self, word: str | None) -> Kata:
        """The kata that ``word`` means; without one, the kata last worked on.

        Raises:
            UsageError: none is meant.
        """
        if word is not None:
            return self.catalogue.find(word)
        last = self.last_worked_on()
        if last is None:
            raise UsageError(
                "no kata has been worked on yet; `grader list` shows them, `grader start 1` begins"
            )
        return last

    def last_worked_on(self) -> Kata | None:
        """The kata of the newest event, or of an attempt edited since; a `check --all` chooses none."""
        times = dict.fromkeys((kata.id for kata in self.catalogue.katas), 0.0)
        for entry in self.history.entries():
            if entry.kind is not Kind.BATCH:
                times[entry.kata] = entry.at.timestamp()
        for kata in self.catalogue.katas:
            if kata.attempt.is_file():
                times[kata.id] = max(times[kata.id], kata.attempt.stat().st_mtime)
        worked_on = [kata for kata in self.catalogue.katas if times[kata.id]]
        return max(worked_on, key=lambda kata: times[kata.id], default=None)

    def place(self, path: Path) -> str:
        """``path`` as a person here would type it."""
        return str(path.relative_to(self.cwd)) if path.is_relative_to(self.cwd) else str(path)

    def begin(self, kata: Kata) -> bool:
        """Make the attempt from the starter; False where there is one already, which is never touched."""
        starter = kata.starter.read_bytes()
        try:
            with kata.attempt.open("xb") as file:
                file.write(starter)
        except FileExistsError:
            return False
        self.history.record(kata.id, Kind.START, path=kata.attempt)
        return True
