"""How a process starts, and how its parent waits for it: the ``Popen`` of ``multiprocessing``."""

from __future__ import annotations

import io
import types
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.explore.parts import Abandon, Unsupported, order

if TYPE_CHECKING:
    from grader.explore.modules import Modules
    from grader.explore.processes.system import System, VProcess
    from grader.explore.world import World

_SIGTERM, _SIGKILL = 15, 9


class Told(NamedTuple):
    """What a child is told besides its target: its parent's start method and log level, if they were set."""

    method: str | None
    level: int | None


class Popen:
    """A child process, as its parent holds it."""

    world: World
    system: System
    image: Modules
    method: str

    def __init__(self, process_obj: Any) -> None:
        self.returncode: int | None = None
        self._process = self._launched(process_obj)
        self.pid = self._process.pid
        self.sentinel = self._process.sentinel

    def _launched(self, process_obj: Any) -> VProcess:
        system, context = self.system, self.image.find("multiprocessing.context")
        file = io.BytesIO()
        context.set_spawning_popen(self)
        system.packed = {}
        try:
            context.reduction.ForkingPickler(file).dump(process_obj)
        finally:
            context.set_spawning_popen(None)
            packed, system.packed = system.packed, None
        data = file.getvalue()
        method = context._default_context.get_start_method(allow_none=True)
        logger = self.image.find("multiprocessing.util")._logger
        told = Told(method, logger and logger.getEffectiveLevel())
        started = system.start(lambda process: _run(process, data, told))
        started.open.update(packed)
        return started

    def duplicate_for_child(self, fd: int) -> int:
        """Nothing to duplicate: descriptors travel in the pickle."""
        return fd

    def poll(self, flag: int = 1) -> int | None:
        """The exit code, or None while it runs; ``flag`` 0 waits for it."""
        return self.wait(0.0 if flag else None)

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for its end; None where the time is up first."""
        if self.returncode is not None:
            return self.returncode
        world, process = self.world, self._process
        me = world.current
        if timeout is not None and timeout <= 0:
            world.point()
            me.polls += process.exitcode is None
        else:
            world.point(process, None if timeout is None else world.now + timeout)
        me.signature = hash((me.signature, "join", process.signature))
        if process.exitcode is not None:
            order(me, process.clock)
            self.returncode = process.exitcode
            world.note("join", process)
        return self.returncode

    def _send_signal(self, signal: int) -> None:
        if self.returncode is None:
            self.world.point()
            if self._process.exitcode is None:
                self.world.note("kill", self._process)
                self.system.kill(self._process, -signal)

    def terminate(self) -> None:
        """End it, as SIGTERM does where nobody handles it."""
        self._send_signal(_SIGTERM)

    def kill(self) -> None:
        """End it."""
        self._send_signal(_SIGKILL)

    def close(self) -> None:
        """Nothing is held."""


def make_popen_module(world: World, system: System, image: Modules, name: str) -> types.ModuleType:
    """The module ``name``: ``multiprocessing.popen_fork`` and its like, of the process that has ``image``."""
    method = name.removeprefix("multiprocessing.popen_").removesuffix("_posix")
    module = types.ModuleType(name)
    own = {"world": world, "system": system, "image": image, "method": method, "__module__": name}
    module.__dict__.update(Popen=type("Popen", (Popen,), own))
    return module


def _run(process: VProcess, data: bytes, told: Told) -> int:
    """What a child process does from its first step to its exit code."""
    image = process.image
    package = image.find("multiprocessing")
    if told.method is not None:
        package.set_start_method(told.method, force=True)
    if told.level is not None:
        package.get_logger().setLevel(told.level)
    try:
        process_obj = image.find("pickle").loads(data)
    except (Abandon, Unsupported):
        raise
    except Exception:  # noqa: BLE001  the child ends with a traceback that nobody reads
        return 1
    code: int = process_obj._bootstrap(process.parent.sentinel if process.parent else None)
    image.find("multiprocessing.util")._exit_function()
    return code
