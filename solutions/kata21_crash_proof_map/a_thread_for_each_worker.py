"""A thread for each worker: it starts a process for each try, and waits for an answer or for its end."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import Pipe, Process
from typing import Any


class WorkerCrashed(Exception):
    """The process that worked on an item died, and so did all that tried it again."""


@dataclass(frozen=True)
class Outcome:
    """What became of an item: its value, or the error; it is a success if ``error`` is None."""

    value: Any = None
    error: BaseException | None = None


def work(fn: Callable[[Any], Any], item: Any, answer: Any) -> None:
    """Run in a child: send the outcome."""
    try:
        answer.send(Outcome(fn(item)))
    except Exception as error:  # noqa: BLE001  whatever it is, it is the item's
        answer.send(Outcome(error=error))


class Supervisor:
    """Hands out items to its threads, and starts one process at a time."""

    def __init__(self, fn: Callable[[Any], Any], items: Sequence[Any], retries: int) -> None:
        self.fn, self.items, self.retries = fn, items, retries
        self.outcomes = [Outcome()] * len(items)
        self.indexes = iter(range(len(items)))
        self.handing_out = threading.Lock()
        self.starting = threading.Lock()

    def supervise(self) -> None:
        """Take item after item until there is none."""
        while True:
            with self.handing_out:
                index = next(self.indexes, None)
            if index is None:
                return
            self.outcomes[index] = self.tried(index)

    def tried(self, index: int) -> Outcome:
        """Try an item as often as is allowed."""
        for _ in range(1 + self.retries):
            # a child forked between Pipe() and close() would inherit the sending end, and hide a death
            with self.starting:
                ours, theirs = Pipe(duplex=False)
                child = Process(target=work, args=(self.fn, self.items[index], theirs))
                child.start()
                theirs.close()
            with ours:
                try:
                    outcome: Outcome = ours.recv()
                except EOFError:
                    continue
                else:
                    return outcome
                finally:
                    child.join()
        return Outcome(error=WorkerCrashed(f"item {index} ended {1 + self.retries} processes"))


def crash_proof_map(
    fn: Callable[[Any], Any], items: Sequence[Any], workers: int, retries: int = 1
) -> list[Outcome]:
    """Call ``fn`` on each item in one of ``workers`` processes, whatever happens to those."""
    supervisor = Supervisor(fn, items, retries)
    threads = [threading.Thread(target=supervisor.supervise) for _ in range(min(workers, len(items)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return supervisor.outcomes
