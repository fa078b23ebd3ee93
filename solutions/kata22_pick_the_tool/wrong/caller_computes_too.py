"""The caller takes a share of the computing itself, where the GIL holds up its threads."""
# expect: wrong_tool in correctness

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from threading import Semaphore, Thread
from typing import Any, Literal


@dataclass(frozen=True)
class Job:
    """A call of ``fn(*args)`` that mostly waits ("io") or mostly computes ("cpu")."""

    kind: Literal["io", "cpu"]
    fn: Callable[..., Any]
    args: tuple[Any, ...] = ()


def _outcome(job: Job) -> tuple[Any, Exception | None]:
    """What came of a job, and what it raised."""
    try:
        return job.fn(*job.args), None
    except Exception as error:  # noqa: BLE001  it is the job's, and goes to the caller
        return None, error


def run_jobs(jobs: Sequence[Job], threads: int, processes: int) -> list[Any]:
    """Run all jobs and give their results in the order of ``jobs``.

    I/O jobs run in this process, ``threads`` of them at once; CPU jobs run in ``processes`` processes, at
    the same time. If jobs fail, the exception of the first of them in order is raised when all have ended.
    """
    outcomes: dict[int, tuple[Any, Exception | None]] = {}
    places = Semaphore(threads)
    waiting = [n for n, job in enumerate(jobs) if job.kind == "io"]
    computing = [n for n, job in enumerate(jobs) if job.kind == "cpu"]

    def wait(number: int) -> None:
        outcomes[number] = _outcome(jobs[number])
        places.release()

    def start_waiting() -> None:
        for number in waiting:
            places.acquire()
            started.append(Thread(target=wait, args=(number,)))
            started[-1].start()

    started: list[Thread] = []
    with ProcessPoolExecutor(max(1, processes - 1)) as pool:
        mine = computing[::processes] if processes > 1 else []
        theirs = [number for number in computing if number not in mine]
        found = pool.map(_outcome, [jobs[number] for number in theirs])
        starter = Thread(target=start_waiting)
        starter.start()
        outcomes |= {number: _outcome(jobs[number]) for number in mine}
        outcomes |= dict(zip(theirs, found, strict=True))
    starter.join()
    for thread in started:
        thread.join()
    for number in range(len(jobs)):
        error = outcomes[number][1]
        if error is not None:
            raise error
    return [outcomes[number][0] for number in range(len(jobs))]
