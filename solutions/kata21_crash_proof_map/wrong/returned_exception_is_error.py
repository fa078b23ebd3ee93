"""An exception that was returned is taken for one that was raised."""
# expect: wrong in correctness

from collections import deque
from collections.abc import Callable, Sequence
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


def work(fn: Callable[[Any], Any], item: Any, answer: Connection) -> None:
    """Run in a child: send the one outcome. Whoever dies before that has sent nothing."""
    try:
        value, error = fn(item), None
    except Exception as raised:  # noqa: BLE001  whatever it is, it is the item's
        value, error = None, raised
    answer.send((value, error))


def crash_proof_map(
    fn: Callable[[Any], Any], items: Sequence[Any], workers: int, retries: int = 1
) -> list[Outcome]:
    """Call ``fn`` on each item in one of ``workers`` processes, whatever happens to those."""
    outcomes = [Outcome()] * len(items)
    waiting = deque((index, retries) for index in range(len(items)))
    running: dict[Connection, tuple[Process, int, int]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                index, left = waiting.popleft()
                ours, theirs = Pipe(duplex=False)
                child = Process(target=work, args=(fn, items[index], theirs))
                child.start()
                theirs.close()  # the child alone has this end now, so that its death is the end of the pipe
                running[ours] = child, index, left
            for ours in wait(list(running)):
                child, index, left = running.pop(ours)
                try:
                    value, error = ours.recv()  # before the join: a large answer does not fit into the pipe
                    outcomes[index] = Outcome(value, error) if not isinstance(value, Exception) else Outcome(None, value)
                except EOFError:
                    if left:
                        waiting.append((index, left - 1))
                    else:
                        outcomes[index] = Outcome(error=WorkerCrashed(f"item {index}: its process died"))
                ours.close()
                child.join()
    finally:
        for child, _, _ in running.values():  # only if something else went wrong here
            child.kill()
            child.join()
    return outcomes
