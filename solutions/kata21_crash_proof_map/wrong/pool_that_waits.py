"""A `Pool` makes a new process for one that died, and the result of the lost item never comes."""

# expect: deadlock | timed_out in correctness

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
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
    with Pool(workers) as pool:
        for task in [pool.apply_async(fn, (item,)) for item in items]:
            try:
                outcomes.append(Outcome(value=task.get()))
            except Exception as error:
                outcomes.append(Outcome(error=error))
        pool.close()
        pool.join()
    return outcomes
