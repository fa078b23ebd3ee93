"""One tool on one program, in a process of its own: ``python one.py TOOL PROGRAM SECONDS SEED SCHEDULES``.

Prints what came out as one line of JSON.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from meter import Meter
from programs import Program


def main() -> None:
    """Do what the command line says, and leave at once, whatever threads are still there."""
    tool, path, seconds, seed, schedules = sys.argv[1:]
    name, _, strategy = tool.partition(":")
    program = Program(Path(path).resolve())
    program.import_first()
    adapter = importlib.import_module(f"with_{name}")
    meter = Meter(float(seconds))
    verdict, why = adapter.explore(program, meter, strategy, int(seed), int(schedules))
    answer = meter.answer(tool, program.name, verdict, why, is_right=program.is_right)
    sys.stdout.write(json.dumps(asdict(answer)) + "\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
