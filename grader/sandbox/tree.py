"""One run's process tree: finding every member, whatever it did to hide, and ending them all.

A member is a descendant of the worker; or carries the run's token in its environment; or was seen as
a descendant before; or lives in a session of a member; or is an orphan without any environment. On
Linux this process adopts orphans (``PR_SET_CHILD_SUBREAPER``, kept on for the rest of its life), so
that a daemon stays a descendant.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.sandbox import linux

if TYPE_CHECKING:
    from types import ModuleType

_SUBREAPER = 36
_FORK_SERVER = "multiprocessing.forkserver"
_ROUNDS = 200


@dataclass
class Member:
    """A process of the tree: what made it unique, what ran when it was first seen, who forked it."""

    start: int
    during: str
    forked_by_server: bool


def adopt_orphans() -> None:
    """Make this process the new parent of every orphan below it (Linux)."""
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415  dear, and needed here alone

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def _table() -> ModuleType:
    if linux.available():
        return linux
    from grader.sandbox import portable  # noqa: PLC0415  imports psutil, which Linux does not need

    return portable


class Tree:
    """The processes that descend from ``root`` or carry ``token``."""

    def __init__(self, root: int, token: str) -> None:
        self.table = _table()
        self.root = root
        self._token = token
        self._members: dict[int, Member] = {}
        self.suspects: set[int] = set()
        self._shared: set[tuple[int, int]] = set()
        self._strangers = frozenset(self.table.children(os.getpid())) - {root}
        self._note(root, os.getpid(), "")

    def look(self, during: str = "") -> list[int]:
        """Give the members alive now, zombies left out, the root first."""
        for pid in self.table.children(os.getpid()):
            if pid not in self._members and pid not in self._strangers and self._ours(pid):
                self._note(pid, os.getpid(), during)
        alive = []
        queue = list(self._members)
        seen = set(queue)
        while queue:
            pid = queue.pop(0)
            now = self.table.stat(pid)
            if now is None or now.start != self._members[pid].start:
                del self._members[pid]
                continue
            if now.state != "Z":
                alive.append(pid)
            for child in self.table.children(pid):
                if child not in seen and self._note(child, pid, during):
                    seen.add(child)
                    queue.append(child)
        return alive

    def look_everywhere(self, during: str = "") -> list[int]:
        """Give the members alive now, those included that only their environment gives away."""
        me = os.getpid()
        for pid in self.table.pids():
            if pid not in self._members and pid != me and self.table.marked(pid, self._token):
                self._note(pid, 0, during)
        return self.look(during)

    def during(self, pid: int) -> str:
        """Give the check that ran when ``pid`` was first seen."""
        return self._members[pid].during if pid in self._members else ""

    def is_helper(self, pid: int) -> bool:
        """Tell multiprocessing's own tracker and fork server; what the latter forked is no helper."""
        command = self.table.command(pid)
        if "multiprocessing.resource_tracker" in command:
            return True
        member = self._members.get(pid)
        return _FORK_SERVER in command and not (member and member.forked_by_server)

    def memory(self, pids: list[int], limit: int) -> int:
        """Bytes in memory of ``pids``; pages that forks share are counted once where it matters."""
        rough = sum(map(self.table.private_memory, pids))
        return rough if rough <= limit else sum(map(self.table.fair_memory, pids))

    def freeze(self) -> list[int]:
        """Stop every member, also those forked meanwhile: what is stopped cannot outrun us."""
        self._signal_group(signal.SIGSTOP)
        frozen: list[int] = []
        for _ in range(_ROUNDS):
            fresh = [pid for pid in self.look() if pid not in frozen]
            if not fresh:
                break
            for pid in fresh:
                _signal(pid, signal.SIGSTOP)
                self._shared |= self.table.shared(pid)
            frozen += fresh
        return frozen

    def kill(self, patience: float = 10.0) -> list[int]:
        """End and reap every member; give those that had to be killed.

        Nothing is left when this returns, or ``patience`` seconds have passed (a process in an
        uninterruptible wait).
        """
        end = time.monotonic() + patience
        killed: set[int] = set()
        while time.monotonic() < end:
            self.freeze()
            self._signal_group(signal.SIGKILL)
            alive = self.look_everywhere()
            for pid in alive:
                _signal(pid, signal.SIGKILL)
            killed.update(alive)
            self.reap()
            if not alive and not self.suspects:
                break
            time.sleep(0.02 if self.suspects else 0.002)
        self._remove_shared()
        return sorted(killed)

    def reap(self) -> None:
        """Wait for orphans that have ended and are ours; the root is its starter's to wait for."""
        me = os.getpid()
        # who was forked and ended between two looks was never seen alive; its session tells it
        ended = [pid for pid in self.table.children(me) if pid not in self._strangers]
        for pid in {*self._members, *ended}:
            if pid == self.root:
                continue
            now = self.table.stat(pid)
            if pid not in self._members and (now is None or now.session != self.root):
                continue
            if now is not None and now.state == "Z" and now.parent == me:
                with contextlib.suppress(OSError):
                    os.waitpid(pid, os.WNOHANG)

    def _remove_shared(self) -> None:
        """Remove what killed members had in shared memory: whoever would have done it is dead, too.

        Device and number must be those that were mapped: a run may have shared memory of its own, and
        nothing of another run's is touched.
        """
        if not self._shared:
            return
        with contextlib.suppress(OSError), os.scandir(linux.SHARED) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    now = entry.stat(follow_symlinks=False)
                    if (now.st_dev, now.st_ino) in self._shared:
                        os.unlink(entry.path)  # noqa: PTH108  bytes: no name is too odd
        self._shared.clear()

    def _signal_group(self, number: int) -> None:
        """Signal the root's whole group at once: no process of it can fork its way past that."""
        if any(self._is_in_group(pid) for pid in self._members):
            with contextlib.suppress(OSError, AttributeError):
                os.killpg(self.root, number)

    def _is_in_group(self, pid: int) -> bool:
        now = self.table.stat(pid)
        return now is not None and now.start == self._members[pid].start and now.group == self.root

    def _note(self, pid: int, parent: int, during: str) -> bool:
        now = self.table.stat(pid)
        if now is None:
            return False
        known = self._members.get(pid)
        if known is None or known.start != now.start:
            by_server = _FORK_SERVER in self.table.command(parent) if parent else False
            self._members[pid] = Member(now.start, during, by_server)
        return True

    def _ours(self, pid: int) -> bool:
        """Tell an orphan of this run from other children of this process."""
        if self.table.marked(pid, self._token):
            return True
        now = self.table.stat(pid)
        if now is None or now.state == "Z":
            return False
        return (bool(now.session) and now.session in self._members) or self._is_stripped(pid, now)

    def _is_stripped(self, pid: int, now: linux.Stat) -> bool:
        """Tell an orphan that threw its environment away; seen so twice, for each begins like that."""
        if now.session in {0, os.getsid(0)} or not self.table.has_no_environment(pid):
            self.suspects.discard(pid)
            return False
        if pid in self.suspects:
            self.suspects.discard(pid)
            return True
        self.suspects.add(pid)
        return False


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(OSError):
        os.kill(pid, number)
