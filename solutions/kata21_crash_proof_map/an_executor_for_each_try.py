"""An executor of one process for each try: a broken one takes nobody along. Threads wait for them.

The processes come from a fork server. One that is forked here, while another thread starts its own, would
inherit ends of that one's pipes, and hide its death for as long as it lives itself.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
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
    context = get_context("forkserver")

    def attempt(item: Any) -> Outcome:
        for _ in range(1 + retries):
            try:
                with ProcessPoolExecutor(1, mp_context=context) as pool:
                    return Outcome(value=pool.submit(fn, item).result())
            except BrokenProcessPool:
                continue
            except Exception as error:  # noqa: BLE001  whatever it is, it is the item's
                return Outcome(error=error)
        return Outcome(error=WorkerCrashed(f"{item!r}: its process died {1 + retries} times"))

    with ThreadPoolExecutor(workers) as threads:
        return list(threads.map(attempt, items))
