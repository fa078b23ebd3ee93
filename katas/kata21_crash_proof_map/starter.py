"""A map whose workers may die."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


class WorkerCrashed(Exception):
    """The process that worked on an item died, and so did all that tried it again."""


@dataclass(frozen=True)
class Outcome:
    """What became of an item: its value, or the error; it is a success if ``error`` is None."""

    value: Any = None
    error: BaseException | None = None


def crash_proof_map(
    fn: Callable[[Any], Any], items: Sequence[Any], workers: int, retries: int = 1
) -> list[Outcome]:
    """Call ``fn`` on each item in one of ``workers`` processes, whatever happens to those."""
    # TODO: run each item in a process, notice when one dies, and try its item again up to `retries` times
    raise NotImplementedError
