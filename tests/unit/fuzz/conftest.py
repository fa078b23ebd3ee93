"""Hypothesis comes with `pip install --group dev`. Without it only `test_installed.py` is collected here."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

collect_ignore: list[str] = []
if find_spec("hypothesis"):
    from hypothesis import HealthCheck, settings

    # the machine may be loaded, so no deadline; the same examples each time, so that no test relies on luck
    settings.register_profile(
        "grader",
        deadline=None,
        derandomize=True,
        database=None,
        max_examples=int(os.environ.get("FUZZ_EXAMPLES", "200")),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    settings.load_profile("grader")
else:
    collect_ignore = [path.name for path in Path(__file__).parent.glob("test_*.py")]
    collect_ignore.remove("test_installed.py")
