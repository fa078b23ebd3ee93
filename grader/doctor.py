"""What this machine offers, and what each of it means for verdicts."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.errors import InternalError

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE = 60
_GOOD_CAPACITY = 1.4  # two processes against one; below it, speed cannot be told apart from noise
_GOOD_SHARE = 0.8
# what holds a submission: what it does, and what is missing where the system does not offer it
_LAYERS = {
    "reading": (
        "Solutions, suites and history cannot be read by a submission.",
        "A submission can read `solutions/` and `tests/`: judge no one who has a reason to.",
    ),
    "writing": (
        "A submission writes to its own temporary directory alone.",
        "A submission can write wherever you can.",
    ),
    "signals": (
        "A submission can end nobody but its own processes.",
        "A submission can end your processes, the grader too; the check is then no pass, but is lost.",
    ),
    "network": (
        "A submission reaches nothing but its own loopback.",
        "A submission has your network.",
    ),
    "shared memory": (
        "A run has shared memory of its own; semaphores left behind go with it.",
        "Runs share the machine's: what a killed check has left there may stay.",
    ),
}


@dataclass(frozen=True)
class Finding:
    """One fact: its name, what was found, what it means; ``good`` is False where it limits verdicts."""

    name: str
    found: str
    meaning: str
    good: bool = True


def measured() -> dict[str, Any]:
    """What a child of ours found about the machine; the parent imports nothing that measures.

    Raises:
        InternalError: it could not tell.
    """
    return {**_told("grader.measure"), "layers": _told("grader.worker.layers")}


def _told(module: str) -> dict[str, Any]:
    command = [sys.executable, "-P", "-m", module]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=True)  # noqa: S603  our own code
        figures: dict[str, Any] = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        said = getattr(error, "stderr", b"") or b""
        raise InternalError(f"{' '.join(command)}: {error}\n{said.decode(errors='replace')}") from error
    return figures


def findings(figures: dict[str, Any], root: Path) -> tuple[Finding, ...]:
    """The figures, in words."""
    return (
        _python(),
        _gil(figures),
        Finding(
            "start method",
            figures["start_method"],
            "Process katas are judged under every method of this system.",
        ),
        _cores(figures),
        _capacity(figures),
        _processes(figures),
        *(_layer(name, why) for name, why in figures["layers"].items()),
        Finding("checkout", str(root), "The katas that are judged."),
    )


def _python() -> Finding:
    version = platform.python_version()
    return Finding(
        "Python",
        f"{platform.python_implementation()} {version} on {platform.system()}",
        "Attempts run under this interpreter; verdicts on schedules do not depend on its version.",
        good=platform.python_implementation() == "CPython",
    )


def _gil(figures: dict[str, Any]) -> Finding:
    if figures["gil"]:
        return Finding("GIL", "on", "One thread at a time runs Python: CPU-bound katas need processes.")
    return Finding("GIL", "off", "Threads run in parallel: they are a right answer to CPU-bound katas.")


def _cores(figures: dict[str, Any]) -> Finding:
    usable, quota = figures["usable"], figures["quota"]
    found = f"{usable:g} usable of {figures['cores']}"
    limits = [f"affinity {figures['affinity']}"] + ([f"cgroup quota {quota:g}"] if quota is not None else [])
    two = 2
    if usable >= two:
        meaning = "Enough for every stage."
    else:
        meaning = "Below 2, nothing can run in parallel: structure decides, or the benchmark is inconclusive."
    return Finding("cores", f"{found} ({', '.join(limits)})", meaning, good=usable >= two)


def _capacity(figures: dict[str, Any]) -> Finding:
    capacity = figures["capacity"]
    work, share = capacity["work"], capacity["share"]
    found = f"{work:.2f} (two processes against one, now; one alone gets {share:.0%} of a core)"
    if work < _GOOD_CAPACITY:
        meaning = f"Below {_GOOD_CAPACITY}: the wall clock condemns nobody until the machine is idle."
    elif share < _GOOD_SHARE:
        meaning = "The machine is busy: benchmarks take longer, verdicts stay the same."
    else:
        meaning = "The benchmark stage can decide by structure and by speed."
    return Finding("parallel capacity", found, meaning, good=work >= _GOOD_CAPACITY)


def _processes(figures: dict[str, Any]) -> Finding:
    if figures["subreaper"]:
        return Finding("process trees", "complete", "Every child is found, also those whose parents ended.")
    return Finding(
        "process trees",
        "in part",
        "Children whose parents ended can escape: leaks and CPU figures are less certain than on Linux.",
        good=False,
    )


def _layer(name: str, why: str) -> Finding:
    on, off = _LAYERS[name]
    return Finding(name, f"off ({why})" if why else "on", off if why else on, good=not why)
