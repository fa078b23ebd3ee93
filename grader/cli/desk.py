"""What every command works with: the screen, the checkout, the history."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from grader.errors import BadSubmission, UsageError
from grader.history import History, Kind
from grader.kata import Catalogue
from grader.submission import read
from grader.whole import put

if TYPE_CHECKING:
    from pathlib import Path

    from grader.cli.screen import Screen
    from grader.kata import Kata

_AHEAD = 3600.0  # seconds that a file may be ahead of our clock, say on another machine's disk


@dataclass(frozen=True)
class Desk:
    """The person's place: ``cwd`` is where the command was called."""

    screen: Screen
    catalogue: Catalogue
    cwd: Path

    @classmethod
    def at(cls, cwd: Path, screen: Screen) -> Desk:
        """In the checkout that ``cwd`` lies in; outside of any, in the one that the grader came with."""
        inside = checkout(cwd)
        return cls(screen, Catalogue(inside) if inside else Catalogue(), cwd)

    def in_plain_text(self) -> Desk:
        """The same place, for text that is read aloud."""
        return replace(self, screen=self.screen.in_plain_text())

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

    def kata_of(self, path: Path) -> Kata:
        """The kata that the file at ``path`` is an answer to, by the directories that it lies in.

        Raises:
            UsageError: it lies in none of a kata's name.
        """
        for part in reversed(path.parts):
            found = [kata for kata in self.catalogue.katas if kata.id == part]
            if found:
                return found[0]
        raise UsageError(
            f"{path}: in no kata's directory; say which it answers: `grader check KATA --file {path}`"
        )

    def last_worked_on(self) -> Kata | None:
        """The kata of the newest event, or of an attempt edited since; a `check --all` chooses none.

        The order of the events counts, not their times, and no edit of the far future: a clock may have
        been set back meanwhile.
        """
        known = {kata.id: kata for kata in self.catalogue.katas}
        events = (e for e in reversed(self.history.entries()) if e.kind is not Kind.BATCH)
        newest = next((event for event in events if event.kata in known), None)
        since, now = newest.at.timestamp() if newest else 0.0, time.time()
        edited = {kata.attempt.stat().st_mtime: kata for kata in known.values() if kata.attempt.is_file()}
        after = [moment for moment in edited if since < moment <= now + _AHEAD]
        if after:
            return edited[max(after)]
        return known[newest.kata] if newest else None

    def place(self, path: Path) -> str:
        """``path`` as a person here would type it."""
        return str(path.relative_to(self.cwd)) if path.is_relative_to(self.cwd) else str(path)

    def begin(self, kata: Kata) -> bool:
        """Make the attempt from the starter; False where there is one already, which is never touched."""
        try:
            put(kata.attempt, kata.starter.read_bytes())
        except FileExistsError:
            return False
        self.history.record(kata.id, Kind.START, path=kata.attempt)
        return True

    def source(self, kata: Kata) -> bytes | None:
        """What the attempt holds; None where that is no text that can be judged."""
        try:
            return read(kata, kata.attempt).data
        except BadSubmission:
            return None

    def exchange(self, kata: Kata, source: bytes) -> Path:
        """Put ``source`` in the place of the attempt; where the old one is kept.

        Raises:
            OSError: that could not be done, and the attempt is what it was.
        """
        kept = self.history.back_up(kata.attempt, kata.id)
        try:
            put(kata.attempt, source)
        except FileExistsError:  # somebody saved it anew meanwhile: theirs stays, too
            raise
        except OSError:
            kept.rename(kata.attempt)
            raise
        return kept


def checkout(cwd: Path) -> Path | None:
    """The checkout that ``cwd`` lies in, if it lies in one."""
    return next((d for d in (cwd, *cwd.parents) if (d / "katas").is_dir() and (d / "tests").is_dir()), None)
