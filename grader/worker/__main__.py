"""``python -P -m grader.worker``: reads a ``Job`` from standard input and runs its stage.

Standard input is read to its end and then replaced by nothing; the parent's word is not for the
submission. Nothing passes or fails by the exit code, so the worker leaves by ``os._exit``: threads that a
submission left behind cannot keep it.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback

import msgspec

from grader.protocol import OWN_FAULT, Job
from grader.worker.channel import Channel
from grader.worker.namespaces import isolate

_LARGEST_FILE = 1 << 30
_SHARED_MIB = 2048


def main() -> None:
    """Run one job."""
    leave, out, err = os._exit, sys.stdout, sys.stderr
    channel_descriptor = int(os.environ.pop("GRADER_RESULTS_FD"))
    asked_on = int(os.environ.pop("GRADER_REQUESTS_FD", "-1"))
    _limit()
    job = msgspec.json.decode(sys.stdin.buffer.read(), type=Job)
    memory = job.limits.get("memory_mib")
    isolate(memory if isinstance(memory, int) else _SHARED_MIB)
    channel = Channel(channel_descriptor, job.token, asked_on)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    try:
        _run(job, channel)
        for stream in (out, err):
            stream.flush()
    except BaseException:  # noqa: BLE001  whatever it is, it is ours, and the parent must know
        err.write(f"{traceback.format_exc()}grader.worker failed\n")
        err.flush()
        leave(OWN_FAULT)
    leave(0)


def _limit() -> None:
    """Bound the size of a file; leave no core dumps; let the kernel end us first when memory is short."""
    try:
        import resource  # noqa: PLC0415  not there on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:  # noqa: PTH123  start lean
            file.write("1000")
    except (ImportError, OSError, ValueError):
        pass  # what the machine does not offer is watched by the parent all the same


def _run(job: Job, channel: Channel) -> None:
    sys.dont_write_bytecode = False  # our own modules compile once: else a tenth of a second in each run
    stage = importlib.import_module(f"grader.worker.{job.stage}")
    session = importlib.import_module("grader.worker.session")
    sys.dont_write_bytecode = True
    if not session.run(job, channel, stage.plugin(job, channel)):
        sys.stderr.write("grader.worker failed: the suite or pytest is broken, see above\n")
        sys.stderr.flush()
        os._exit(OWN_FAULT)


if __name__ == "__main__":
    main()
