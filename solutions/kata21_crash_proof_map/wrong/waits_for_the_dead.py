"""Every worker answers through one queue, and the caller waits there for an answer that a dead one never gave."""

# expect: deadlock | timed_out in correctness

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import Process, SimpleQueue
from typing import Any


class WorkerCrashed(Exception):
    """The process that worked on an item died, and so did all that tried it again."""


@dataclass(frozen=True)
class Outcome:
    """What became of an item: its value, or the error; it is a success if ``error`` is None."""

    value: Any = None
    error: BaseException | None = None


def work(fn: Callable[[Any], Any], tasks: Any, answers: Any) -> None:
    """Do one item after the other."""
    while (task := tasks.get()) is not None:
        index, item = task
        try:
            answers.put((index, Outcome(value=fn(item))))
        except Exception as error:
            answers.put((index, Outcome(error=error)))


def crash_proof_map(
    fn: Callable[[Any], Any], items: Sequence[Any], workers: int, retries: int = 1
) -> list[Outcome]:
    """Call ``fn`` on each item in one of ``workers`` processes."""
    tasks, answers = SimpleQueue(), SimpleQueue()
    crew = [Process(target=work, args=(fn, tasks, answers)) for _ in range(workers)]
    for one in crew:
        one.start()
    for task in enumerate(items):
        tasks.put(task)
    for _ in crew:
        tasks.put(None)
    found = dict(answers.get() for _ in items)
    for one in crew:
        one.join()
    return [found[index] for index in range(len(items))]
