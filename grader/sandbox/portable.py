"""The process table by psutil, where there is no ``/proc``.

What is lost there: a daemon whose parents have all ended is found only by its environment; a waiting
thread cannot be told from a sleeping one, so that no hang is called a deadlock; how long a thread was
made to wait for a processor is unknown, so that a check's time is extended for nobody.
"""

from __future__ import annotations

import psutil

from grader.sandbox.linux import Stat, Times

_DEAD = frozenset({psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD})


def pids() -> list[int]:
    """Every process there is."""
    return psutil.pids()


def children(pid: int) -> list[int]:
    """Give the children of ``pid``, zombies included."""
    try:
        return [child.pid for child in psutil.Process(pid).children()]
    except psutil.Error:
        return []


def stat(pid: int) -> Stat | None:
    """Give what is known of ``pid``; None if it is gone."""
    try:
        process = psutil.Process(pid)
        state = "Z" if process.status() in _DEAD else "S"
        return Stat(state, process.ppid(), 0, 0, int(process.create_time() * 1000))
    except psutil.Error:
        return None


def private_memory(pid: int) -> int:
    """Bytes that ``pid`` has in memory."""
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def fair_memory(pid: int) -> int:
    """Bytes in memory; nothing better than ``private_memory`` is known here."""
    return private_memory(pid)


def command(pid: int) -> str:
    """Give the command line of ``pid``."""
    try:
        return " ".join(psutil.Process(pid).cmdline())
    except psutil.Error:
        return ""


def marked(pid: int, token: str) -> bool:
    """Tell whether ``pid`` was started with ``token`` in its environment."""
    try:
        return token in psutil.Process(pid).environ().values()
    except (psutil.Error, OSError):
        return False


def has_no_environment(_pid: int) -> bool:
    """Nothing is known here."""
    return False


def shared(_pid: int) -> set[tuple[int, int]]:
    """Nothing is known here."""
    return set()


def threads(_pid: int) -> dict[int, Times]:
    """Nothing is known here."""
    return {}


def waits_for_ever(_pid: int) -> bool:
    """Nothing is known here, and what is not known is no deadlock."""
    return False


def has_timers(_pid: int) -> bool:
    """Nothing is known here."""
    return True
