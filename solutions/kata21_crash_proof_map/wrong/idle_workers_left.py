"""Those that are idle at the end are never sent home."""

# expect: leaked in correctness

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection, wait
from typing import Any


class WorkerCrashed(Exception):
    """The process that worked on an item died, and so did all that tried it again."""


@dataclass(frozen=True)
class Outcome:
    """What became of an item: its value, or the error; it is a success if ``error`` is None."""

    value: Any = None
    error: BaseException | None = None


def work(fn: Callable[[Any], Any], tasks: Connection) -> None:
    """Answer one item after the other, until None comes instead of an item in its tuple."""
    while (task := tasks.recv()) is not None:
        (item,) = task
        try:
            outcome = Outcome(value=fn(item))
        except Exception as error:
            outcome = Outcome(error=error)
        tasks.send(outcome)


class Worker:
    """A process and what it is working on."""

    def __init__(self, fn: Callable[[Any], Any]) -> None:
        self.pipe, theirs = Pipe()
        self.process = Process(target=work, args=(fn, theirs))
        self.process.start()
        theirs.close()

    def end(self) -> None:
        """Send it home, if it is still there."""
        with suppress(OSError):  # it may be dead already
            self.pipe.send(None)
        self.pipe.close()
        self.process.join()


left_idle: list[Worker] = []


def crash_proof_map(
    fn: Callable[[Any], Any], items: Sequence[Any], workers: int, retries: int = 1
) -> list[Outcome]:
    """Call ``fn`` on each item in one of ``workers`` processes, whatever happens to those."""
    outcomes = [Outcome()] * len(items)
    todo = deque((index, retries) for index in range(len(items)))
    idle: list[Worker] = []
    busy: dict[Connection, tuple[Worker, int, int]] = {}
    while todo or busy:
        while todo and len(busy) < workers:
            index, left = todo.popleft()
            worker = idle.pop() if idle else Worker(fn)
            try:
                worker.pipe.send((items[index],))
            except OSError:
                worker.end()
                todo.appendleft((index, left))  # it died while it was idle: that is not the item's fault
                continue
            busy[worker.pipe] = worker, index, left
        for pipe in wait(list(busy)):
            worker, index, left = busy.pop(pipe)
            try:
                outcomes[index] = pipe.recv()
                idle.append(worker)
            except (EOFError, ConnectionResetError):
                worker.end()
                if left:
                    todo.append((index, left - 1))
                else:
                    outcomes[index] = Outcome(error=WorkerCrashed(f"item {index}: its process died"))
    left_idle.extend(idle)
    return outcomes
