"""CPU jobs are dealt out to the processes beforehand: who is done early does not take what another one has."""
# expect: slow in correctness

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Job:
    """A call of ``fn(*args)`` that mostly waits ("io") or mostly computes ("cpu")."""

    kind: Literal["io", "cpu"]
    fn: Callable[..., Any]
    args: tuple[Any, ...] = ()


def _caught(job: Job) -> tuple[Any, Exception | None]:
    """What came of a job."""
    try:
        return job.fn(*job.args), None
    except Exception as error:  # noqa: BLE001  it goes to the caller
        return None, error


def _play(hand: list[Job]) -> list[tuple[Any, Exception | None]]:
    """What came of the jobs of one process."""
    return [_caught(job) for job in hand]


def run_jobs(jobs: Sequence[Job], threads: int, processes: int) -> list[Any]:
    """Run all jobs and give their results in the order of ``jobs``.

    I/O jobs run in this process, ``threads`` of them at once; CPU jobs run in ``processes`` processes, at
    the same time. If jobs fail, the exception of the first of them in order is raised when all have ended.
    """
    with ProcessPoolExecutor(processes) as cpu, ThreadPoolExecutor(threads) as io:
        numbers = [number for number, job in enumerate(jobs) if job.kind == "cpu"]
        hands = [numbers[start::processes] for start in range(processes)]
        dealt = [cpu.submit(_play, [jobs[number] for number in hand]) for hand in hands]
        outcomes = [
            (None, None) if job.kind == "cpu" else io.submit(_caught, job) for job in jobs
        ]
        for hand, future in zip(hands, dealt, strict=True):
            for number, outcome in zip(hand, future.result(), strict=True):
                outcomes[number] = outcome
        outcomes = [outcome if isinstance(outcome, tuple) else outcome.result() for outcome in outcomes]
    for _, error in outcomes:
        if error is not None:
            raise error
    return [value for value, _ in outcomes]
