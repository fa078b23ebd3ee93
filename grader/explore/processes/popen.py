"""How a process starts, and how its parent waits for it: the ``Popen`` of ``multiprocessing``."""

from __future__ import annotations

import io
import types
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.explore.parts import Abandon, Unsupported, order
from grader.explore.processes.inherit import asks_for_fork, hand_down, parts_of

if TYPE_CHECKING:
    from grader.explore.modules import Modules
    from grader.explore.processes.system import Descriptor, System, VProcess
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
        context.set_spawning_popen(self)
        self.image.forking = asks_for_fork(process_obj, self.image)
        packed: dict[int, Descriptor] = {}
        system.packed = packed
        try:
            parts = parts_of(self.image, self._copies) if self.image.forking else {}
            data = self._pickled((process_obj, parts))
        except Exception as error:
            if self.image.forking:
                self.world.outside(f"a forked child that inherits what cannot be copied: {error}")
            raise
        finally:
            context.set_spawning_popen(None)
            self.image.forking, system.packed = False, None
        method = context._default_context.get_start_method(allow_none=True)
        logger = self.image.find("multiprocessing.util")._logger
        told = Told(method, logger and logger.getEffectiveLevel())
        started = system.start(lambda process: _run(process, data, told))
        started.open.update(packed)
        return started

    def _pickled(self, obj: Any) -> bytes:
        file = io.BytesIO()
        self.image.find("multiprocessing.context").reduction.ForkingPickler(file).dump(obj)
        return file.getvalue()

    def _copies(self, value: Any) -> bool:
        """Whether ``value`` can be copied; what was packed to find out is unpacked again."""
        packed, self.system.packed = self.system.packed, {}
        try:
            self._pickled(value)
        except Exception:  # noqa: BLE001  whatever a program's own methods raise
            return False
        else:
            return True
        finally:
            for descriptor in self.system.packed.values():
                descriptor.release()
            self.system.packed = packed

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
        process_obj, parts = image.find("pickle").loads(data)
        hand_down(image, parts)
    except (Abandon, Unsupported):
        raise
    except Exception:  # noqa: BLE001  the child ends with a traceback that nobody reads
        return 1
    code: int = process_obj._bootstrap(process.parent.sentinel if process.parent else None)
    image.find("multiprocessing.util")._exit_function()
    return code
