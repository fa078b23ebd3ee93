"""What a check left behind in this process: threads that still run, children, zombies.

Whatever is there gets a second to go, after a garbage collection: an object that is dropped with the
check may end its threads. multiprocessing's own resource tracker and fork server do not count. What
a child left behind after it ended itself is the parent's business, who adopts such orphans.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from typing import TYPE_CHECKING

from grader.verdict import Text, Verdict
from grader.worker.findings import Finding

if TYPE_CHECKING:
    from types import FrameType

_GRACE = 1.0
_LONGEST_COMMAND = 60


class Leftovers:
    """Compares what is there with what was there before the check."""

    def __init__(self, submission: str) -> None:
        self._submission = submission
        self._threads: frozenset[int] = frozenset()
        self._natives: frozenset[int] = frozenset()
        self._children: frozenset[int] = frozenset()
        # bound now, so that a submission that patches them changes nothing here
        self._frames, self._enumerate = sys._current_frames, threading.enumerate  # noqa: SLF001  documented
        self._monotonic, self._sleep = time.monotonic, time.sleep
        self._me = threading.get_ident()

    def remember(self) -> None:
        """Note what is there before a check."""
        self._threads = frozenset(self._frames())
        self._natives = frozenset(natives())
        mine = children()
        served = [forked for pid in mine if _serves_forks(look_at(pid)[1]) for forked in children(pid)]
        self._children = frozenset(mine + served)

    def find(self) -> Finding | None:
        """Name what the check left behind, once it had its second to go."""
        if self._clean():
            return None
        gc.collect()
        end, pause = self._monotonic() + _GRACE, 0.001
        while not self._clean():
            if self._monotonic() > end:
                return self._finding(*self._look())
            self._sleep(pause)
            pause = min(pause * 2, 0.02)
        return None

    def _clean(self) -> bool:
        if self._new_threads():
            return False  # CPython 3.12.1 dies where frames are asked for of a thread that is just ending
        threads, processes = self._look()
        return not threads and not processes

    def _new_threads(self) -> set[int]:
        """Threads by their system's numbers, since some run no Python: ``start_new_thread(sleep, (60,))``."""
        return set(natives()) - self._natives

    def _finding(
        self, threads: dict[int, FrameType], processes: dict[int, tuple[str, str]]
    ) -> Finding | None:
        names = {thread.ident: thread for thread in self._enumerate()}
        said, lines = [], []
        for ident, frame in threads.items():
            thread = names.get(ident)
            name = thread.name if thread else f"thread {ident}"
            kind = "daemon thread" if thread and thread.daemon else "thread"
            said.append(f"{kind} {name} ({self._where(frame)})")
            lines += [f"{kind} {name}", *self._stack(frame)]
        if not threads and (nameless := self._new_threads()):
            said.append(f"{len(nameless)} threads that run no Python code")
        for pid, (state, command) in processes.items():
            kind = "zombie, never waited for: process" if state == "Z" else "process"
            said.append(f"{kind} {pid}" + (f" ({command})" if command else ""))
        if not said:
            return None  # gone in the last moment
        cause = "left behind: " + ", ".join(said[:3])
        if len(said) > 3:  # noqa: PLR2004  three are enough for a line
            cause += f" and {len(said) - 3} more"
        evidence = (Text("where the threads are", "\n".join(lines)),) if lines else ()
        return Finding(Verdict.LEAKED, cause, evidence)

    def _look(self) -> tuple[dict[int, FrameType], dict[int, tuple[str, str]]]:
        threads = {
            ident: frame
            for ident, frame in self._frames().items()
            if ident not in self._threads and ident != self._me
        }
        processes = {}
        for pid in children():
            state, command = look_at(pid)
            if _serves_forks(command):
                for forked in children(pid):
                    if forked not in self._children:
                        processes[forked] = (look_at(forked)[0], "forked by the fork server")
            elif pid not in self._children and state and not is_helper(command):
                processes[pid] = (state, _shown(command))
        return threads, processes

    def _where(self, frame: FrameType) -> str:
        """Name the innermost line of the submission, else the innermost line."""
        inner: FrameType | None = frame
        while inner is not None:
            if inner.f_code.co_filename == self._submission:
                return f"{self._submission}:{inner.f_lineno} in {inner.f_code.co_name}"
            inner = inner.f_back
        return f"in {frame.f_code.co_name}, {os.path.basename(frame.f_code.co_filename)}"  # noqa: PTH119  as in session.py

    def _stack(self, frame: FrameType) -> list[str]:
        lines: list[str] = []
        inner: FrameType | None = frame
        while inner is not None and len(lines) < 20:  # noqa: PLR2004  enough to see where it waits
            lines.append(f"  {inner.f_code.co_filename}:{inner.f_lineno} in {inner.f_code.co_name}")
            inner = inner.f_back
        return lines


def natives() -> list[int]:
    """Give the system's own numbers of this process's threads; nothing where it does not tell."""
    try:
        return [int(task) for task in os.listdir("/proc/self/task")]  # noqa: PTH208  asked often: cheap
    except OSError:
        return []


def children(pid: int = 0) -> list[int]:
    """Give the children of ``pid`` (0: this process), ended ones that nobody waited for included."""
    found: list[int] = []
    try:
        for task in os.listdir(f"/proc/{pid or 'self'}/task"):  # noqa: PTH208  same
            with open(f"/proc/{pid or 'self'}/task/{task}/children", encoding="ascii") as file:  # noqa: PTH123  same
                found += map(int, file.read().split())
    except OSError:
        if os.path.isdir("/proc/self"):  # noqa: PTH112  a task has ended meanwhile
            return found
        import psutil  # noqa: PLC0415  only where there is no /proc

        try:
            return [child.pid for child in psutil.Process(pid or None).children()]
        except psutil.Error:
            return []
    return found


def look_at(pid: int) -> tuple[str, str]:
    """Give the state letter and the command line of ``pid``; empty if it is gone."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:  # noqa: PTH123  same
            state = file.read().rpartition(")")[2].split()[0]
        with open(f"/proc/{pid}/cmdline", encoding="utf-8", errors="replace") as file:  # noqa: PTH123  same
            command = file.read().replace("\0", " ").strip()
    except OSError:
        if os.path.isdir("/proc/self"):  # noqa: PTH112  same
            return "", ""
        import psutil  # noqa: PLC0415  only where there is no /proc

        try:
            process = psutil.Process(pid)
            dead = process.status() == psutil.STATUS_ZOMBIE
            return ("Z", "") if dead else ("S", " ".join(process.cmdline()))
        except psutil.Error:
            return "", ""
    return state, command


def is_helper(command: str) -> bool:
    """Tell multiprocessing's own helpers, which live as long as the process does."""
    return "multiprocessing.resource_tracker" in command or _serves_forks(command)


def _serves_forks(command: str) -> bool:
    return "multiprocessing.forkserver" in command


def _shown(command: str) -> str:
    return "forked" if "grader.worker" in command else " ".join(command.split())[:_LONGEST_COMMAND]
