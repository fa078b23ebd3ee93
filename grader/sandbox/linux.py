"""The process table of Linux, read from ``/proc``: cheap enough to be asked fifty times a second."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import NamedTuple

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_TIMERS = frozenset({14, 26, 27})  # SIGALRM, SIGVTALRM, SIGPROF
SHARED = b"/dev/shm/"

# System calls that can wait for ever, by number; the value is the argument that holds the time-out
# (None: there is none), and whether it is a pointer ("p", null means no time-out) or milliseconds ("m").
_WAITS: dict[str, dict[int, tuple[int, str] | None]] = {
    "x86_64": {
        **dict.fromkeys((0, 1, 19, 20, 34, 43, 44, 45, 46, 47, 61, 65, 70, 72, 73, 130, 247, 288)),
        202: (3, "p"),
        449: (3, "p"),
        23: (4, "p"),
        270: (4, "p"),
        271: (2, "p"),
        128: (2, "p"),
        7: (2, "m"),
        232: (3, "m"),
        281: (3, "m"),
    },
    "aarch64": {
        **dict.fromkeys((63, 64, 65, 66, 25, 32, 95, 133, 193, 202, 206, 207, 211, 212, 242, 260)),
        98: (3, "p"),
        449: (3, "p"),
        72: (4, "p"),
        73: (2, "p"),
        137: (2, "p"),
        22: (3, "m"),
    },
}


class Stat(NamedTuple):
    """What ``/proc/PID/stat`` says; ``start`` makes a pid unique."""

    state: str
    parent: int
    group: int
    session: int
    start: int


class Times(NamedTuple):
    """What the scheduler did with a thread: nanoseconds run, nanoseconds made to wait, times run."""

    cpu: int
    delay: int
    runs: int


def available() -> bool:
    """Tell whether this kernel answers what is asked here."""
    return Path(f"/proc/self/task/{os.getpid()}/children").exists()


def _read(path: str) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return b""
    try:
        found = part = os.read(descriptor, 1 << 16)
        while part:
            part = os.read(descriptor, 1 << 16)
            found += part
    except OSError:
        return b""
    finally:
        os.close(descriptor)
    return found


def pids() -> list[int]:
    """Every process there is."""
    return [int(name) for name in os.listdir("/proc") if name.isdecimal()]  # noqa: PTH208  asked often


def _tasks(pid: int) -> list[str]:
    try:
        return os.listdir(f"/proc/{pid}/task")  # noqa: PTH208  asked often
    except OSError:
        return []


def children(pid: int) -> list[int]:
    """Give the children of ``pid``, zombies included."""
    found: list[int] = []
    for task in _tasks(pid):
        found += map(int, _read(f"/proc/{pid}/task/{task}/children").split())
    return found


def stat(pid: int) -> Stat | None:
    """Give what is known of ``pid``; None if it is gone."""
    fields = _read(f"/proc/{pid}/stat").rpartition(b")")[2].split()
    if not fields:
        return None
    return Stat(fields[0].decode(), int(fields[1]), int(fields[2]), int(fields[3]), int(fields[19]))


def private_memory(pid: int) -> int:
    """Bytes that ``pid`` has in memory and not from a file; pages shared by a fork count in each."""
    fields = _read(f"/proc/{pid}/statm").split()
    return (int(fields[1]) - int(fields[2])) * _PAGE if fields else 0


def fair_memory(pid: int) -> int:
    """Bytes in memory, each shared page counted in parts; dearer to ask."""
    for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
        if line.startswith(b"Pss:"):
            return int(line.split()[1]) * 1024
    return private_memory(pid)


def command(pid: int) -> str:
    """Give the command line of ``pid``."""
    return _read(f"/proc/{pid}/cmdline").replace(b"\0", b" ").decode(errors="replace").strip()


def marked(pid: int, token: str) -> bool:
    """Tell whether ``pid`` was started with ``token`` in its environment."""
    return token.encode() in _read(f"/proc/{pid}/environ")


def has_no_environment(pid: int) -> bool:
    """Tell whether ``pid`` runs a program that was given no environment to speak of."""
    return bool(command(pid)) and b"PATH=" not in _read(f"/proc/{pid}/environ")


def shared(pid: int) -> set[tuple[int, int]]:
    """Device and number of each file that ``pid`` has mapped from shared memory; names are not told.

    A semaphore is mapped by a name that it had before its own, so only the file itself can be known.
    """
    found = set()
    for line in _read(f"/proc/{pid}/maps").splitlines():
        fields = line.split(maxsplit=5)
        if fields[-1].startswith(SHARED):
            major, minor = (int(part, 16) for part in fields[3].split(b":"))
            found.add((os.makedev(major, minor), int(fields[4])))
    return found


def threads(pid: int) -> dict[int, Times]:
    """What the scheduler did with each thread of ``pid``."""
    found = {}
    for task in _tasks(pid):
        fields = _read(f"/proc/{pid}/task/{task}/schedstat").split()
        if len(fields) == 3:  # noqa: PLR2004  cpu, delay, runs
            found[int(task)] = Times(*map(int, fields))
    return found


def waits_for_ever(pid: int) -> bool:
    """Tell whether every thread of ``pid`` is in a system call that waits without a time-out."""
    waits = _WAITS.get(platform.machine(), {})
    tasks = _tasks(pid)
    for task in tasks:
        if _state(pid, task) != "S":  # a disk that takes its time is no waiting for ever
            return False
        fields = _read(f"/proc/{pid}/task/{task}/syscall").split()
        if not fields or not fields[0].isdigit() or int(fields[0]) not in waits:
            return False
        timeout = waits[int(fields[0])]
        if timeout is not None:
            argument = int(fields[1 + timeout[0]], 16)
            if argument != 0 if timeout[1] == "p" else argument & 0x80000000 == 0:
                return False
    return bool(tasks)


def _state(pid: int, task: str) -> str:
    fields = _read(f"/proc/{pid}/task/{task}/stat").rpartition(b")")[2].split()
    return fields[0].decode() if fields else ""


def has_timers(pid: int) -> bool:
    """Tell whether a signal or a descriptor can wake ``pid`` at a time that it has set."""
    for line in _read(f"/proc/{pid}/status").splitlines():
        if line.startswith(b"SigCgt:"):
            mask = int(line.split()[1], 16)
            if any(mask >> (number - 1) & 1 for number in _TIMERS):
                return True
    try:
        return any("timerfd" in str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return True
