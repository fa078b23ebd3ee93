"""Readers and writers between two and six threads, and some more that come one by one.

Who shares and who is alone is asked on the free clock. Who waits behind whom is asked on the jumping
clock: time passes only while every thread waits, so that whoever comes later finds those who came
before either inside or blocked, on every schedule. The times are short, so that polling answers end.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

TICK = 0.00005
"""What one unit of the visits below lasts: some polls of an answer that polls all the time."""

AGES = 2.0
"""Longer than any answer sleeps between two looks."""


class Refused(Exception):
    """What a block raises; no submission can expect it."""


# One thread is enough to see these.


def test_locks_are_separate(attempt: ModuleType) -> None:
    """Who is inside of one lock keeps nobody out of another."""
    one, other = attempt.ReadWriteLock(), attempt.ReadWriteLock()
    with one.write(), other.write():
        pass
    with one.write(), other.read():
        pass
    with one.read(), other.write():
        pass


@pytest.mark.explore(clock="jumping")
def test_who_waits_at_another_lock(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Nor does who waits at one lock keep anybody out of another."""
    one, other = attempt.ReadWriteLock(), attempt.ReadWriteLock()
    done: list[str] = []

    def read() -> None:
        with one.read():
            time.sleep(8 * TICK)
            done.append("left the one")

    def write() -> None:
        time.sleep(TICK)
        with one.write():
            done.append("wrote")

    def visit() -> None:
        time.sleep(4 * TICK)
        with other.read():
            pass
        with other.write():
            done.append("visited the other")

    together(read, write, visit)
    assert done == ["visited the other", "left the one", "wrote"], (
        f"a writer waited for a reader at one lock, and nobody was at the other; what came when: {done}"
    )


def test_acquired_at_enter(attempt: ModuleType) -> None:
    """Calling `read()` or `write()` takes nothing yet; `with` does, when it enters."""
    lock = attempt.ReadWriteLock()
    reading, writing = lock.read(), lock.write()
    with lock.write():
        pass
    with reading:
        pass
    with writing:
        pass


@pytest.mark.parametrize("way", ["read", "write"])
def test_goes_on_after_an_exception(attempt: ModuleType, way: str) -> None:
    """An exception inside a block, of whatever kind, releases the lock."""
    lock = attempt.ReadWriteLock()
    for kind in (Refused, KeyboardInterrupt):
        with pytest.raises(kind), getattr(lock, way)():
            raise kind
        with lock.write():
            pass
        with lock.read():
            pass


# Readers share.


@pytest.mark.explore(clock="jumping", bound=0)
def test_readers_share(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Three readers are inside at the same time."""
    share(attempt.ReadWriteLock(), together)


def share(lock: Any, together: Callable[..., object], *others: Callable[[], None]) -> None:
    """Let three readers come, one by one, and stay so long that all must meet."""
    inside: list[int] = []

    def reader(number: int) -> None:
        time.sleep(2 * number * TICK)
        with lock.read():
            inside.append(number)
            time.sleep(AGES + number * TICK)
            seen = len(inside)
        assert seen == 3, f"three readers came; while one of them was inside, {seen - 1} others were let in"

    together(*others, *[lambda number=number: reader(number) for number in (1, 2, 3)])


@pytest.mark.explore(clock="jumping")
def test_many_readers_share(
    attempt: ModuleType, together: Callable[..., object], witness: Callable[[], None]
) -> None:
    """Eight readers can be inside at the same time."""
    lock = attempt.ReadWriteLock()
    inside: list[int] = []
    tired: list[int] = []

    def reader() -> None:
        with lock.read():
            inside.append(1)
            if len(inside) == 8 and not tired:
                witness()
            time.sleep(AGES)
            tired.append(1)
            raise AssertionError(f"eight readers came, and only {len(inside)} of them were let in")

    together(*[reader] * 8)


# A writer is alone, and everybody who waits is woken.


class Page:
    """Two figures that every change raises by one; whoever sees them differ sees half a change."""

    def __init__(self, lock: Any) -> None:
        self.lock = lock
        self.left = self.right = 0

    def write(self) -> None:
        """Change both."""
        with self.lock.write():
            self.left += 1
            self.right += 1

    def read(self) -> None:
        """Look at both."""
        with self.lock.read():
            left, right = self.left, self.right
        assert left == right, f"a reader was inside with a writer and saw half a change: {left} and {right}"

    def holds(self, changes: int) -> None:
        """Make sure that no change is lost, now that all are over."""
        seen = (self.left, self.right)
        assert seen == (changes, changes), f"writers made {changes} changes to both figures; they are {seen}"


@pytest.mark.explore(clock="jumping", bound=1)
def test_readers_both_count(attempt: ModuleType, together: Callable[..., object]) -> None:
    """When one of two readers that came at the same time has left, a writer still waits for the other."""
    lock = attempt.ReadWriteLock()
    inside: list[str] = []

    def reader(name: str, stays: int) -> None:
        with lock.read():
            inside.append(name)
            time.sleep(stays * TICK)
            inside.remove(name)

    def writer() -> None:
        time.sleep(4 * TICK)
        with lock.write():
            assert not inside, f"a writer went in when {' and '.join(inside)} was inside"

    together(lambda: reader("reader 1", 2), lambda: reader("reader 2", 8), writer)


CROWDS = ["ww", "rw", "rww", "rrw"]


@pytest.mark.parametrize("crowd", CROWDS)
def test_a_writer_is_alone(attempt: ModuleType, together: Callable[..., object], crowd: str) -> None:
    """Beside a writer nobody is inside, and everybody gets in and out."""
    page = Page(attempt.ReadWriteLock())
    together(*[page.read if one == "r" else page.write for one in crowd])
    page.holds(crowd.count("w"))


# Who waits behind whom.


class House:
    """A lock, who is inside, and who waits; each reader that comes in looks whether it may."""

    def __init__(self, lock: Any) -> None:
        self.lock = lock
        self.waiting: list[str] = []
        self.inside: list[str] = []

    def visit(self, name: str, comes: int, stays: int) -> None:
        """Come at a time, go in, stay for a time and leave."""
        time.sleep(comes * TICK)
        ahead = [other for other in self.waiting if other.startswith("writer")]
        met = tuple(self.inside)
        self.waiting.append(name)
        if name.startswith("writer"):
            with self.lock.write():
                self.waiting.remove(name)
                self.inside.append(name)
                time.sleep(stays * TICK)
                self.inside.remove(name)
            return
        with self.lock.read():
            self.waiting.remove(name)
            self._may_come_in(name, ahead, met)
            self.inside.append(name)
            time.sleep(stays * TICK)
            self.inside.remove(name)

    def _may_come_in(self, name: str, ahead: list[str], met: tuple[str, ...]) -> None:
        still_waiting = [other for other in ahead if other in self.waiting]
        still_inside = [other for other in met if other in self.inside]
        if still_waiting and still_inside:
            raise AssertionError(
                f"{name} came when {still_waiting[0]} was waiting, and joined {still_inside[0]}"
            )


def visits(text: str, bound: int = 1) -> Any:
    """Who comes when and stays for how long."""
    listed = text.split("; ")
    marks = pytest.mark.explore(clock="jumping", bound=bound)
    return pytest.param(listed, marks=marks, id=", ".join(one.partition(":")[0] for one in listed))


@pytest.mark.parametrize(
    "listed",
    [
        visits("reader 1: 0, 6; writer 1: 2, 4; reader 2: 4, 4"),
        visits("writer 1: 0, 8; reader 1: 2, 8; writer 2: 4, 4; reader 2: 12, 4"),
        # five threads: the times leave little to chance, and what they leave needs no preemption
        visits("reader 1: 0, 8; writer 1: 2, 4; writer 2: 4, 4; reader 2: 6, 8; reader 3: 14, 4", bound=0),
    ],
)
def test_later_readers_wait(attempt: ModuleType, together: Callable[..., object], listed: list[str]) -> None:
    """Once a writer waits, a reader that comes later waits behind it, and does not join those inside."""
    house = House(attempt.ReadWriteLock())

    def visitor(visit: str) -> Callable[[], None]:
        name, _, times = visit.partition(": ")
        comes, stays = map(int, times.split(", "))
        return lambda: house.visit(name, comes, stays)

    together(*map(visitor, listed))


@pytest.mark.explore(clock="jumping", bound=0)
def test_readers_share_after_a_writer(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Three readers that waited for the same writer are inside at the same time when it has left."""
    lock = attempt.ReadWriteLock()

    def writer() -> None:
        with lock.write():
            time.sleep(8 * TICK)

    share(lock, together, writer)


# Nobody starves. The order of those who wait for the same lock, semaphore or condition is not the
# submission's to choose: first in, first out is one of the schedules, and one is asked for.


def settle() -> None:
    """Let all others get to where they are inside or blocked, also those that the explorer held back."""
    for _ in range(3):
        time.sleep(2 * TICK)


@pytest.mark.explore(clock="jumping", bound=0)
@pytest.mark.parametrize(("others", "waits"), [("read", "write"), ("write", "read"), ("write", "write")])
def test_nobody_starves(
    attempt: ModuleType,
    witness: Callable[[], None],
    others: str,
    waits: str,
) -> None:
    """Who waits is let in before more than four that came later, though one of these is always there."""
    lock = attempt.ReadWriteLock()
    may_come, may_leave = threading.Semaphore(0), threading.Semaphore(0)
    came: list[int] = []
    visits: list[int] = []

    def visitor() -> None:
        for number in range(6):
            may_come.acquire()
            came.append(number)
            with getattr(lock, others)():
                visits.append(number)
                may_leave.acquire()

    def waiting() -> None:
        with getattr(lock, waits)():
            # the first visit began before; and if nobody else waits now, this is no feat
            if len(visits) <= 1 + 4 and len(visits) < len(came):
                witness()

    for _ in range(2):
        threading.Thread(target=visitor, daemon=True).start()
    who_waits = threading.Thread(target=waiting)
    for number in range(6):
        may_come.release()
        settle()
        if number == 0:
            who_waits.start()
        else:
            may_leave.release()
        settle()
    may_leave.release()
    who_waits.join()


# Coming back, and leaving by an exception.


def test_again(attempt: ModuleType, together: Callable[..., object]) -> None:
    """Who has left may come back, and finds a lock that works as before."""
    page = Page(attempt.ReadWriteLock())
    together(lambda: (page.read(), page.write()), lambda: (page.write(), page.read()))
    page.holds(2)


@pytest.mark.parametrize("way", ["read", "write"])
def test_exception_beside_another(attempt: ModuleType, together: Callable[..., object], way: str) -> None:
    """When a block raises, the one that waits gets in."""
    page = Page(attempt.ReadWriteLock())

    def raises() -> None:
        with pytest.raises(Refused), getattr(page.lock, way)():
            raise Refused

    together(raises, page.write)
    page.holds(1)
