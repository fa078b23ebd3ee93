"""The doctor's words fit what was measured."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from grader.doctor import findings

GOOD: dict[str, Any] = {
    "cores": 8,
    "affinity": 8,
    "quota": None,
    "gil": True,
    "free_threaded_build": False,
    "start_method": "fork",
    "subreaper": True,
    "usable": 8,
    "capacity": {"work": 1.97, "cpu": 1.96, "share": 1.0},
    "layers": dict.fromkeys(("reading", "writing", "signals", "network", "shared memory"), ""),
}


def found(**changes: object) -> dict[str, tuple[str, bool]]:
    """Each finding's text and whether it is good, after ``changes`` to a good machine."""
    made = findings(GOOD | changes, Path("checkout"))
    return {one.name: (f"{one.found} {one.meaning}", one.good) for one in made}


def test_good_machine_has_nothing_to_complain_of() -> None:
    """Nothing limits the verdicts of a good machine."""
    assert all(good for _, good in found().values())


def test_container_with_half_a_core() -> None:
    """A quota below two cores is said, with what follows from it."""
    text, good = found(quota=0.5, usable=0.5)["cores"]
    assert not good
    assert "0.5 usable of 8" in text
    assert "cgroup quota 0.5" in text
    assert "inconclusive" in text


def test_busy_machine() -> None:
    """Too little parallel capacity means that the wall clock condemns nobody."""
    text, good = found(capacity={"work": 1.1, "cpu": 1.1, "share": 0.9})["parallel capacity"]
    assert not good
    assert "wall clock condemns nobody" in text


def test_machine_shared_with_others() -> None:
    """A busy machine that is still parallel keeps its verdicts."""
    text, good = found(capacity={"work": 1.9, "cpu": 1.9, "share": 0.5})["parallel capacity"]
    assert good
    assert "busy" in text


def test_without_the_gil_threads_are_a_right_answer() -> None:
    """On a free-threaded build that is said."""
    text, _ = found(gil=False)["GIL"]
    assert "right answer to CPU-bound" in text


def test_system_without_subreaper() -> None:
    """Where children can escape, that is no good."""
    _, good = found(subreaper=False)["process trees"]
    assert not good


def test_a_layer_that_is_missing_is_said_with_what_it_means() -> None:
    """Where a layer is off, the doctor says why, and what a submission can do then."""
    text, good = found(layers={"network": "this system does not allow it"})["network"]
    assert not good
    assert "off (this system does not allow it)" in text
    assert "your network" in text
