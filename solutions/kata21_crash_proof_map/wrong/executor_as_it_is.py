"""`ProcessPoolExecutor` as it is: one process dies, and all that was not done is lost."""

# expect: wrong in correctness

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
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
    """Call ``fn`` on each item in one of ``workers`` processes."""
    outcomes = []
    with ProcessPoolExecutor(workers) as pool:
        for task in [pool.submit(fn, item) for item in items]:
            try:
                outcomes.append(Outcome(value=task.result()))
            except BrokenProcessPool as error:
                outcomes.append(Outcome(error=WorkerCrashed(str(error))))
            except Exception as error:
                outcomes.append(Outcome(error=error))
    return outcomes
