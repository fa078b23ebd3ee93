"""What this machine can give: cores by affinity and quota, the GIL, real parallel capacity right now."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

# Says that it is up, waits for a byte, burns the processor for the given wall time, prints how much work
# and CPU that was.
_BURN = """
import sys, time
print(flush=True)
sys.stdin.buffer.read(1)
end = time.perf_counter() + float(sys.argv[1])
start, work = time.process_time(), 0
while time.perf_counter() < end:
    for number in range(200):
        work += 1
print(work, time.process_time() - start)
"""


@dataclass(frozen=True)
class Capacity:
    """What two bare CPU-bound processes got done against one, in the same wall time.

    ``work`` compares the work done (2.0: a second process costs the first nothing), ``cpu`` the CPU
    seconds got, ``share`` is the part of one core that a single process got (0.5: another program
    has the other half, or a quota is used up).
    """

    work: float
    cpu: float
    share: float


@dataclass(frozen=True)
class Machine:
    """The processors that may be used: ``usable`` is the smaller of ``affinity`` and ``quota``."""

    cores: int
    affinity: int
    quota: float | None
    gil: bool
    free_threaded_build: bool
    start_method: str
    subreaper: bool

    @property
    def usable(self) -> float:
        """Cores that can work for us at once; below 1 in a container with part of a core."""
        return self.affinity if self.quota is None else min(self.affinity, self.quota)


def machine() -> Machine:
    """Look at the machine; costs no measurable time."""
    return Machine(
        cores=os.cpu_count() or 1,
        affinity=cores_by_affinity(),
        quota=cores_by_quota(),
        gil=gil_enabled(),
        free_threaded_build=bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
        start_method=multiprocessing.get_context().get_start_method(),
        subreaper=sys.platform == "linux",
    )


def gil_enabled() -> bool:
    """Whether one thread at a time runs Python code in this process, as of now.

    Ask again after an import: an extension module that is not ready for free threading turns the GIL
    on for good.
    """
    ask = getattr(sys, "_is_gil_enabled", None)  # since 3.13; earlier there is always a GIL
    return True if ask is None else bool(ask())


def cores_by_affinity() -> int:
    """How many cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def cores_by_quota(proc: Path = Path("/proc/self")) -> float | None:
    """How many cores the control groups allow, version 1 or 2, this group and all above it."""
    limits: list[float] = []
    try:
        groups = [line.split(":", 2) for line in (proc / "cgroup").read_text("utf-8").splitlines()]
        mounts = [line.split() for line in (proc / "mountinfo").read_text("utf-8").splitlines()]
    except OSError:
        return None
    for mount in mounts:
        dash = mount.index("-")
        root, point, kind, options = mount[3], Path(mount[4]), mount[dash + 1], mount[dash + 3].split(",")
        for number, controllers, path in groups:
            if kind == "cgroup2" and number == "0":
                limits += [limit for here in _upwards(point, root, path) if (limit := _limit_v2(here))]
            elif kind == "cgroup" and "cpu" in options and "cpu" in controllers.split(","):
                limits += [limit for here in _upwards(point, root, path) if (limit := _limit_v1(here))]
    return min(limits, default=None)


def _upwards(point: Path, root: str, path: str) -> list[Path]:
    """Every directory from the group at ``path`` up to the mount ``point``, which shows ``root``."""
    inside = path.removeprefix(root) if root != "/" else path
    here = point / inside.lstrip("/")
    if not here.is_dir():  # another namespace's path: what is mounted is our own group
        return [point]
    return [here, *(above for above in here.parents if above.is_relative_to(point))]


def _limit_v2(group: Path) -> float | None:
    with contextlib.suppress(OSError, ValueError):
        quota, period = (group / "cpu.max").read_text("ascii").split()
        return int(quota) / int(period)  # "max" is no number: no limit
    return None


def _limit_v1(group: Path) -> float | None:
    with contextlib.suppress(OSError, ValueError):
        quota = int((group / "cpu.cfs_quota_us").read_text("ascii"))
        period = int((group / "cpu.cfs_period_us").read_text("ascii"))
        return quota / period if quota > 0 else None
    return None


def parallel_capacity(seconds: float = 0.15) -> Capacity:
    """Measure what a second process is worth right now; takes a little over twice ``seconds``."""
    [(work, cpu)] = _burn(1, seconds)
    both = _burn(2, seconds)
    return Capacity(
        work=sum(done for done, _ in both) / max(work, 1.0),
        cpu=sum(used for _, used in both) / max(cpu, 1e-9),
        share=cpu / seconds,
    )


def _burn(processes: int, seconds: float) -> list[tuple[float, float]]:
    command = [sys.executable, "-I", "-S", "-c", _BURN, str(seconds)]
    with contextlib.ExitStack() as stack:
        burning = [
            stack.enter_context(
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  our own code
            )
            for _ in range(processes)
        ]
        for process in burning:
            assert process.stdout  # noqa: S101  for the type checker: it is a pipe
            process.stdout.readline()
        for process in burning:
            assert process.stdin  # noqa: S101  the same
            process.stdin.write(b"\n")
            process.stdin.flush()
        said = [process.communicate()[0].split() for process in burning]
    return [(float(work), float(cpu)) for work, cpu in said]
