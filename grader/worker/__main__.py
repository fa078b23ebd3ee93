"""``python -P -m grader.worker``: reads a ``Job`` from standard input and runs its stage.

Standard input is read to its end and then replaced by nothing; the parent's word is not for the
submission. The exit code means nothing, so the worker leaves by ``os._exit``: threads that a
submission left behind cannot keep it.
"""

from __future__ import annotations

import importlib
import os
import sys

import msgspec

from grader.protocol import Job
from grader.worker.channel import Channel


def main() -> None:
    """Run one job."""
    leave, out, err = os._exit, sys.stdout, sys.stderr
    channel_descriptor = int(os.environ.pop("GRADER_RESULTS_FD"))
    job = msgspec.json.decode(sys.stdin.buffer.read(), type=Job)
    channel = Channel(channel_descriptor, job.token)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    stage = importlib.import_module(f"grader.worker.{job.stage}")
    session = importlib.import_module("grader.worker.session")
    session.run(job, channel, stage.plugin(job, channel))
    for stream in (out, err):
        stream.flush()
    leave(0)


if __name__ == "__main__":
    main()
