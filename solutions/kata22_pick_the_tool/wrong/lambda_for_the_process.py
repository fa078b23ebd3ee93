"""What a process is to run is made in the function: only a forked child can have it."""
# expect: crashed in correctness

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import Pipe, Process, Value
from multiprocessing.connection import wait
from typing import Any, Literal


@dataclass(frozen=True)
class Job:
    """A call of ``fn(*args)`` that mostly waits ("io") or mostly computes ("cpu")."""

    kind: Literal["io", "cpu"]
    fn: Callable[..., Any]
    args: tuple[Any, ...] = ()


def run_jobs(jobs: Sequence[Job], threads: int, processes: int) -> list[Any]:
    """Run all jobs and give their results in the order of ``jobs``.

    I/O jobs run in this process, ``threads`` of them at once; CPU jobs run in ``processes`` processes, at
    the same time. If jobs fail, the exception of the first of them in order is raised when all have ended.
    """
    outcomes: dict[int, Any] = {}
    taken: Any = Value("i", 0)

    def compute(end: Any) -> None:
        while True:
            with taken.get_lock():
                place = taken.value
                taken.value += 1
            if place >= len(computing):
                break
            end.send((computing[place], _outcome(jobs[computing[place]])))
        end.close()

    computing = [number for number, job in enumerate(jobs) if job.kind == "cpu"]
    children, ends = [], []
    for _ in range(min(processes, len(computing))):
        mine, theirs = Pipe(duplex=False)
        children.append(Process(target=compute, args=(theirs,)))
        children[-1].start()
        theirs.close()
        ends.append(mine)
    with ThreadPoolExecutor(threads) as io:
        waiting = {n: io.submit(_outcome, job) for n, job in enumerate(jobs) if job.kind == "io"}
        open_ends = list(ends)
        while open_ends:
            for end in wait(open_ends):
                try:
                    number, outcome = end.recv()
                    outcomes[number] = outcome
                except EOFError:
                    open_ends.remove(end)
    for child, end in zip(children, ends, strict=True):
        child.join()
        end.close()
    outcomes |= {number: future.result() for number, future in waiting.items()}
    for number in range(len(jobs)):
        if outcomes[number][1] is not None:
            raise outcomes[number][1]
    return [outcomes[number][0] for number in range(len(jobs))]


def _outcome(job: Job) -> tuple[Any, Exception | None]:
    try:
        return job.fn(*job.args), None
    except Exception as error:
        return None, error
