"""What one run used, as figures that mean the same at any load: who worked, what overlapped.

The critical path is the CPU of the busiest process: no machine can finish sooner. Overlap is counted
over looks in which somebody worked, and work is a runnable task, not a living one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from grader.verdict import Bar, Bars, Gantt, Span

_SHOWN = 12  # rows of a chart; the rest is summed up in one


@dataclass(frozen=True)
class Worker:
    """A process or thread and its CPU seconds; ``spans`` is when it was seen at work.

    ``memory`` is the most anonymous memory that a process was seen to have, in bytes; pages of a mapped
    file are not counted, what a forked child shares with its parent is.
    """

    number: int
    cpu: float
    caller: bool = False
    spans: tuple[tuple[float, float], ...] = ()
    memory: int = 0


@dataclass(frozen=True)
class Usage:
    """One run of a submission, from outside.

    ``unseen`` is CPU that was certainly used but by a process that came and went between two looks, or
    after the last one. ``overlap`` is the part of the working time in which two processes other than
    the caller were at work at once, and in which the CPU time of two grew in the same interval: the
    smaller of both, for a process that waits for a lock is runnable now and then on a busy machine, and
    one that waits for a core does not grow; ``thread_overlap`` is the same for the busiest one's threads.
    ``at_once`` is how many processes (the caller not counted) worked together for a quarter of that time.
    ``peak_memory`` is the anonymous memory of the whole tree, ``memory_before`` that of the caller before
    the call. ``sent`` is the bytes that the tree wrote: through pipes, queues and sockets, and to files;
    None where the platform does not tell.
    """

    wall: float
    processes: tuple[Worker, ...]
    threads: tuple[Worker, ...] = ()
    unseen: float = 0.0
    overlap: float = 0.0
    thread_overlap: float = 0.0
    at_once: int = 0
    peak_processes: int = 1
    peak_threads: int = 1
    peak_memory: int = 0
    memory_before: int = 0
    sent: int | None = None

    @cached_property
    def total(self) -> float:
        """CPU seconds of the whole tree."""
        return sum(process.cpu for process in self.processes) + self.unseen

    @cached_property
    def critical_path(self) -> float:
        """CPU seconds of the busiest process."""
        return max((process.cpu for process in self.processes), default=0.0)

    @cached_property
    def spread(self) -> float:
        """How many times faster the tree could be than one process: ``total / critical_path``."""
        return self.total / self.critical_path if self.critical_path else 1.0

    @property
    def busiest(self) -> Worker | None:
        """The process with the most CPU."""
        return max(self.processes, key=lambda process: process.cpu, default=None)

    @property
    def grown(self) -> int:
        """The most bytes of anonymous memory that any one process had beyond the caller before the call."""
        most = max((process.memory for process in self.processes), default=0)
        return max(0, most - self.memory_before)

    @property
    def caller(self) -> float:
        """CPU seconds of the process that made the call."""
        return sum(process.cpu for process in self.processes if process.caller)

    def share(self, worker: Worker | None) -> float:
        """What part of all CPU ``worker`` used."""
        return worker.cpu / self.total if worker and self.total else 0.0

    def overhead(self, serial: float) -> float:
        """CPU of the tree against that of the serial version."""
        return self.total / serial if serial else 0.0

    def working(self, least: float = 0.1) -> tuple[Worker, ...]:
        """The processes, the caller left out, that did at least the part ``least`` of the work."""
        return tuple(p for p in self.processes if not p.caller and self.share(p) >= least)

    def bars(self, title: str) -> Bars:
        """Draw who did the work: a row per process, or per thread where one process did nearly all."""
        one = self.busiest
        threads = [worker for worker in self.threads if self.share(worker) >= 0.02]  # noqa: PLR2004  visible
        if one is not None and self.share(one) > 0.8 and len(threads) > 1:  # noqa: PLR2004  nearly all
            rows, noun = threads, "thread"
        else:
            rows, noun = list(self.processes), "process"
        rows.sort(key=lambda worker: -worker.cpu)
        drawn = [
            Bar(
                f"{noun} {worker.number}",
                round(worker.cpu, 3),
                "the caller" if worker.caller else f"{self.share(worker):.0%}",
            )
            for worker in rows[:_SHOWN]
        ]
        rest = sum(worker.cpu for worker in rows[_SHOWN:]) + (self.unseen if noun == "process" else 0.0)
        if rest > 0.01:  # noqa: PLR2004  less is the rounding of the clock ticks
            many = len(rows) - _SHOWN
            drawn.append(Bar(f"{many} more" if many > 0 else "too short-lived to see", round(rest, 3)))
        return Bars(title, "CPU s", tuple(drawn))

    def gantt(self, title: str) -> Gantt:
        """Draw what overlapped: the times at which each process, or thread, was seen at work."""
        workers = [p for p in self.processes if p.spans and not p.caller]
        if len(workers) < 2 and len(self.threads) > 1:  # noqa: PLR2004  one lane overlaps nothing
            workers, noun = [thread for thread in self.threads if thread.spans], "thread"
        else:
            workers, noun = [p for p in self.processes if p.spans], "process"
        workers.sort(key=lambda worker: -worker.cpu)
        kept = sorted(workers[:_SHOWN], key=lambda worker: worker.spans[0])
        return Gantt(
            title,
            tuple(
                Span(f"{noun} {worker.number}", round(start, 3), round(end, 3))
                for worker in kept
                for start, end in worker.spans
            ),
        )
