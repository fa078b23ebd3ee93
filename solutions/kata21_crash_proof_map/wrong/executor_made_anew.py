"""A broken executor is made anew, and all that it had is done again, also what others were at work on."""

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
    """Call ``fn`` on each item in one of ``workers`` processes, whatever happens to those."""
    outcomes: dict[int, Outcome] = {}
    tries = dict.fromkeys(range(len(items)), 1 + retries)
    while len(outcomes) < len(items):
        with ProcessPoolExecutor(workers) as pool:
            tasks = {i: pool.submit(fn, item) for i, item in enumerate(items) if i not in outcomes}
            for i, task in tasks.items():
                try:
                    outcomes[i] = Outcome(value=task.result())
                except BrokenProcessPool as error:
                    tries[i] -= 1
                    if not tries[i]:
                        outcomes[i] = Outcome(error=WorkerCrashed(str(error)))
                except Exception as error:
                    outcomes[i] = Outcome(error=error)
    return [outcomes[i] for i in range(len(items))]
