"""The operating system of a world: its processes, and what they share by number or by name.

A process is a set of threads over modules of their own (an *image*): nothing passes from one to another
but bytes, and what this module keeps.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from grader.explore.objects import Objects
from grader.explore.parts import VThread, order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.explore.modules import Modules
    from grader.explore.world import World

MAIN_PID = 1_000
KILLED = -9


class Descriptor(Protocol):
    """What a process has open, and loses when it ends."""

    def release(self, by: VThread | None = None) -> None:
        """Count this process out; ``by`` is the thread that did it, the running one if None."""


@dataclass(eq=False)
class VProcess:
    """A process. ``number`` counts them in order of creation; 0 is the first."""

    number: int
    name: str
    parent: VProcess | None
    main: VThread
    image: Modules
    exitcode: int | None = None
    signature: int = 0
    clock: list[int] = field(default_factory=list)
    open: dict[int, Descriptor] = field(default_factory=dict)
    die: Callable[[], None] = lambda: None

    @property
    def pid(self) -> int:
        """What ``os.getpid`` gives in it."""
        return MAIN_PID + self.number

    @property
    def sentinel(self) -> int:
        """The number that stands for its end in ``multiprocessing.connection.wait``."""
        return -self.pid

    def is_mortal(self, thread: VThread) -> bool:
        """Whether this may be killed with ``thread``, its first one; the scenario's own never is."""
        return self.number > 0 and thread is self.main

    def free(self, thread: VThread) -> bool:  # noqa: ARG002  the protocol's signature
        """Whether whoever waits for its end can go on."""
        return self.exitcode is not None


@dataclass(eq=False)
class Others:
    """The threads that the process of ``thread`` waits for at its end."""

    world: World
    thread: VThread

    def alive(self) -> bool:
        """Whether there is any."""
        mine = (t for t in self.world.live if t.process is self.thread.process and t is not self.thread)
        return any(not thread.daemon for thread in mine)

    def free(self, thread: VThread) -> bool:  # noqa: ARG002  the protocol's signature
        """Whether all have ended."""
        return not self.alive()


@contextmanager
def aside(world: World) -> Iterator[None]:
    """What runs inside is none of the program's steps: nobody sees it, and nothing depends on it."""
    before = world.current, world.multi, world.writes, world.looks, world.quiet_fires, world.recorder
    objects = world.objects
    world.current = VThread(0, "aside", daemon=True, signature=0, clock=[0])
    world.multi, world.recorder, world.objects = False, None, Objects()
    try:
        yield
    finally:
        world.current, world.multi, world.writes, world.looks, world.quiet_fires, world.recorder = before
        world.objects = objects


class MemoryLeft(Exception):
    """Blocks of shared memory that nobody unlinked."""


class System:
    """The processes of ``world``; ``make_image`` gives another process its modules."""

    def __init__(self, world: World, image: Modules, make_image: Callable[[], Modules]) -> None:
        self._world = world
        self._make_image = make_image
        self._images = [image]
        self.processes: list[VProcess] = []
        world.system = self
        self.reset()

    def reset(self) -> None:
        """Begin an execution: one process, nothing shared."""
        for image in self._images:
            image.forget()
        self._images[0].begin(self._world.current)
        first = VProcess(0, "main", None, self._world.current, self._images[0])
        self._world.current.process = first
        self.processes[:] = [first]
        self.shared: dict[object, Any] = {}
        self.packed: dict[int, Descriptor] | None = None
        self._numbered = 0

    @property
    def current(self) -> VProcess:
        """The process whose thread runs."""
        process: VProcess | None = self._world.current.process
        return process or self.processes[0]

    def number(self) -> int:
        """A number that nothing else in this execution has."""
        self._numbered += 1
        return self._numbered

    def start(self, body: Callable[[VProcess], int]) -> VProcess:
        """A new process, which ends with the exit code that ``body`` returns."""
        world = self._world
        number = len(self.processes)
        if number == len(self._images):
            with aside(world):
                self._images.append(self._make_image())
        image = self._images[number]
        started: list[VProcess] = []

        def run() -> None:
            process = started[0]
            self.end(process, body(process), thread)

        thread = world.spawn(run, f"P{number}", daemon=False)
        process = VProcess(number, thread.name, self.current, thread, image)
        process.die = lambda: self.end(process, KILLED, thread)
        thread.process = process
        started.append(process)
        self.processes.append(process)
        image.begin(thread)
        return process

    def find(self, pid: int) -> VProcess:
        """The process with that id that has not ended.

        Raises:
            ProcessLookupError: there is none.
        """
        for process in self.processes:
            if pid == process.pid and process.exitcode is None:
                return process
        raise ProcessLookupError(3, "No such process")

    def end(self, process: VProcess, code: int, by: VThread) -> None:
        """Let ``process`` end with ``code``: its threads stop where they stand, and what it had open closes.

        ``by`` is the thread that does it: its last one, or whoever kills it.
        """
        if process.exitcode is not None:
            return
        world = self._world
        by.signature = hash((by.signature, "exit", code, process.number))
        gone = [t for t in world.live if t.process is process and (t is not by or code == KILLED)]
        for thread in gone:
            order(by, thread.clock)
            by.signature = hash((by.signature, thread.signature))
        process.exitcode = code
        process.signature = by.signature
        process.clock = list(by.clock)
        by.clock[by.number] += 1
        for thread in gone:
            thread.done = True
            if thread is not by:
                thread.signature = hash((thread.signature, "gone"))
            world.live.remove(thread)
        for descriptor in list(process.open.values()):
            descriptor.release(by)
        process.open.clear()
        world.wrote()
        current, world.current = world.current, by
        world.note("dies" if code == KILLED else "exit", process)
        world.current = current

    @property
    def calls(self) -> dict[str, Callable[..., Any]]:
        """The functions of ``os`` that are about processes."""

        def parent() -> int:
            up = self.current.parent
            return 1 if up is None else up.pid

        return {
            "getpid": lambda: self.current.pid,
            "getppid": parent,
            "kill": self._kill_call,
            "_exit": self._exit_call,
        }

    def _kill_call(self, pid: int, signal: int, /) -> None:
        self._world.point()
        self.kill(self.find(pid), -int(signal))

    def _exit_call(self, status: int, /) -> None:
        if self.current.number == 0:
            self._world.outside("os._exit")
        self._world.point()
        self.kill(self.current, status)

    def make_shutdown(self, threading: Any) -> Callable[[], None]:
        """``threading._shutdown``, with which a process ends: it waits for its threads."""

        def shutdown() -> None:
            for call in reversed(threading._threading_atexits):
                call()
            self.join_threads()

        return shutdown

    def join_threads(self) -> None:
        """Wait until the running thread is the last of its process, but for daemons."""
        me = self._world.current
        others = Others(self._world, me)
        if others.alive():
            self._world.point(others)
            for thread in self._world.threads:
                if thread.process is me.process and thread.done:
                    order(me, thread.clock)
                    me.signature = hash((me.signature, "join", thread.signature))

    def leave(self) -> None:
        """What the first process does at its end: it waits for its children, as an interpreter does."""
        util: Any = self._images[0].known("multiprocessing.util")
        if util is not None:
            util._exit_function()  # what ``atexit`` calls
        left = sorted(self.shared.get("blocks", ()))
        if left:
            self._world.stop("leaked", MemoryLeft(", ".join(left)))

    def kill(self, process: VProcess, code: int) -> None:
        """End ``process`` from outside, or from one of its own threads, which then goes no further."""
        mine = self.current is process
        self.end(process, code, self._world.current)
        if mine:
            me = self._world.current
            me.done = True
            self._world.live.remove(me)
            self._vanish()

    def _vanish(self) -> None:
        """Let the running thread, which is no longer alive, go no further.

        Raises:
            Abandon: once the execution is over.
        """
        world = self._world
        if all(thread.daemon for thread in world.live):
            world.stop("passed")
        world.go_on()
