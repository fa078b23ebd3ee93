"""A run of the map, with a look at who is in `fn` beside it, and a door that the suite opens."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from quiet import still
from work import ENDLESS, Site

from grader.measure import WorkLog
from grader.verdict import Verdict
from grader.worker.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

    from work import Item

    from grader.measure import Call

NAP = 0.02
IN_VAIN = 75
"""Naps (1.5 s) in which nothing changed and nobody of the tree ran: it was waited for in vain."""


class Watched:
    """One call of ``crash_proof_map`` after the other, with the log of what `fn` did; a context manager."""

    def __init__(self, attempt: ModuleType) -> None:
        self._attempt = attempt
        self._log = WorkLog()
        self._folder = Path(tempfile.mkdtemp(prefix="map-"))
        self._returned = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._log.__exit__(None, None, None)
        shutil.rmtree(self._folder, ignore_errors=True)

    def map(
        self,
        items: Sequence[Item],
        workers: int,
        *,
        watch: Callable[[Self], None] | None = None,
        **given: int,
    ) -> list[Any]:
        """Call it, with ``watch`` in a thread beside it; the door is open when that has returned."""
        found: list[BaseException] = []

        def guard() -> None:
            try:
                if watch is not None:
                    watch(self)
            except BaseException as error:  # noqa: BLE001  raised again below, in the check's own thread
                found.append(error)
            finally:
                self.open()

        guardian = threading.Thread(target=guard, name="the suite's watch")
        guardian.start()
        try:
            site = Site(self._log.path, str(self._folder))
            outcomes: list[Any] = self._attempt.crash_proof_map(site, items, workers, **given)
        except BaseException:
            if not found:
                raise  # the watch had nothing against it: the exception is the submission's own affair
        finally:
            self._returned.set()
            guardian.join()
        if found:
            raise found[0]
        self._look_sound(items, outcomes)
        return outcomes

    def _look_sound(self, items: Sequence[Item], outcomes: object) -> None:
        assert type(outcomes) is list, f"it returned {outcomes!r}, which is no list"
        assert len(outcomes) == len(items), f"{len(items)} items, and {len(outcomes)} outcomes"
        for item, outcome in zip(items, outcomes, strict=True):
            right = isinstance(outcome, self._attempt.Outcome)
            assert right, f"the outcome of {item.name} is {outcome!r}, and no Outcome"
        for item in items:
            if (times := self.starts(item)) > ENDLESS:
                raise Finding(
                    Verdict.TIMED_OUT,
                    f"{item.name} killed its process each time, and was started {times} times: "
                    "it would be tried again for ever",
                )

    def calls(self, item: Item) -> list[Call]:
        """Give each start of ``item``."""
        return [call for call in self._log.calls() if call.item == item.name]

    def starts(self, item: Item) -> int:
        """Say how often `fn` was called with ``item``."""
        return len(self.calls(item))

    def inside(self, items: Sequence[Item]) -> list[int]:
        """Give the processes that are in `fn` with one of ``items``, which are held there."""
        return [call.process for item in items for call in self.calls(item) if call.end is None]

    def open(self, item: Item | None = None) -> None:
        """Let the item go that is held, or all."""
        with suppress(FileNotFoundError):
            Path(self._folder, f"open-{item.name}" if item else "open").touch()

    def comes(self, happened: Callable[[], object], naps: int = IN_VAIN) -> bool:
        """Wait for what must come; False if all is quiet and it did not."""
        quiet, before = 0, -1
        while quiet < naps and not self._returned.is_set():
            if happened():
                return True
            if (now := Path(self._log.path).stat().st_size) != before:
                quiet, before = 0, now
            quiet += still()
            time.sleep(NAP)
        return bool(happened())
