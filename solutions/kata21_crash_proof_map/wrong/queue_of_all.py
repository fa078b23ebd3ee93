"""One queue of tasks for all workers: one that is killed while it waits there takes the queue's lock along."""

# expect: deadlock | timed_out in correctness

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import Process, RawValue, SimpleQueue
from typing import Any


class WorkerCrashed(Exception):
    """The process that worked on an item died, and so did all that tried it again."""


@dataclass(frozen=True)
class Outcome:
    """What became of an item: its value, or the error; it is a success if ``error`` is None."""

    value: Any = None
    error: BaseException | None = None


class Crew:
    """The workers, and who is at work on what: each says it in an array of its own before it begins."""

    def __init__(self, fn: Callable[[Any], Any], workers: int) -> None:
        self.fn = fn
        self.tasks, self.answers = SimpleQueue(), SimpleQueue()
        self.members = [self.begin() for _ in range(workers)]

    def begin(self) -> tuple[Process, Any]:
        """Start one."""
        at = RawValue("q", -1)
        one = Process(target=work, args=(self.fn, self.tasks, self.answers, at))
        one.start()
        return one, at


def work(fn: Callable[[Any], Any], tasks: Any, answers: Any, at: Any) -> None:
    """Do one item after the other."""
    while (task := tasks.get()) is not None:
        at.value, item = task
        try:
            outcome = Outcome(value=fn(item))
        except Exception as error:
            outcome = Outcome(error=error)
        answers.put((at.value, outcome))
        at.value = -1


def crash_proof_map(
    fn: Callable[[Any], Any], items: Sequence[Any], workers: int, retries: int = 1
) -> list[Outcome]:
    """Call ``fn`` on each item in one of ``workers`` processes, whatever happens to those."""
    outcomes: dict[int, Outcome] = {}
    left = [retries] * len(items)
    crew = Crew(fn, workers)
    for task in enumerate(items):
        crew.tasks.put(task)
    while len(outcomes) < len(items):
        while not crew.answers.empty():
            index, outcome = crew.answers.get()
            outcomes[index] = outcome
        for number, (one, at) in enumerate(crew.members):
            if one.is_alive():
                continue
            one.join()
            crew.members[number] = crew.begin()
            if at.value in range(len(items)) and at.value not in outcomes:
                if left[at.value]:
                    left[at.value] -= 1
                    crew.tasks.put((at.value, items[at.value]))
                else:
                    outcomes[at.value] = Outcome(error=WorkerCrashed(f"item {at.value}"))
        time.sleep(0.002)
    for _ in crew.members:
        crew.tasks.put(None)
    for one, _ in crew.members:
        one.join()
    return [outcomes[index] for index in range(len(items))]
