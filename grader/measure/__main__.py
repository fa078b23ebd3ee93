"""``python -P -m grader.measure``: what the machine can give, as one JSON object on standard output.

For whoever may not import the child side (``grader doctor``). ``--no-capacity`` leaves out the only
part that takes time.
"""

from __future__ import annotations

import dataclasses
import json
import sys

from grader.measure.machine import machine, parallel_capacity


def main() -> None:
    """Print the figures."""
    found = machine()
    figures = dataclasses.asdict(found) | {"usable": found.usable, "capacity": None}
    if "--no-capacity" not in sys.argv[1:]:
        figures["capacity"] = dataclasses.asdict(parallel_capacity())
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
