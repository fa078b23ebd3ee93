"""What the machine can give: quotas of both kinds of control groups, the GIL, the parallel capacity."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path  # noqa: TC003  the type of a fixture

import pytest

from grader.measure import machine


def groups(root: Path, lines: str, mounts: str) -> Path:
    """Write a ``/proc/self`` with these control groups and mounts."""
    root.mkdir()
    (root / "cgroup").write_text(lines, encoding="utf-8")
    (root / "mountinfo").write_text(mounts, encoding="utf-8")
    return root


def test_half_a_core_by_version_2(tmp_path: Path) -> None:
    """A limit of the group above counts as well; the smallest one holds."""
    mount = tmp_path / "cgroup"
    (mount / "outer" / "inner").mkdir(parents=True)
    (mount / "outer" / "cpu.max").write_text("50000 100000\n", encoding="ascii")
    (mount / "outer" / "inner" / "cpu.max").write_text("max 100000\n", encoding="ascii")
    proc = groups(tmp_path / "self", "0::/outer/inner\n", f"30 24 0:26 / {mount} rw - cgroup2 cgroup2 rw\n")
    assert machine.cores_by_quota(proc) == 0.5


def test_one_and_a_half_cores_by_version_1(tmp_path: Path) -> None:
    """In a container the path may be one of the host; what is mounted is our own group."""
    mount = tmp_path / "cpu"
    mount.mkdir()
    (mount / "cpu.cfs_quota_us").write_text("150000\n", encoding="ascii")
    (mount / "cpu.cfs_period_us").write_text("100000\n", encoding="ascii")
    proc = groups(
        tmp_path / "self",
        "4:cpu,cpuacct:/docker/abc\n",
        f"31 24 0:27 /docker/abc {mount} rw - cgroup cgroup rw,cpu,cpuacct\n",
    )
    assert machine.cores_by_quota(proc) == 1.5


@pytest.mark.parametrize("quota", ["-1", "nonsense"])
def test_no_limit_is_no_quota(tmp_path: Path, quota: str) -> None:
    """Negative control: no limit, or one that cannot be read, takes no core away."""
    mount = tmp_path / "cpu"
    mount.mkdir()
    (mount / "cpu.cfs_quota_us").write_text(quota, encoding="ascii")
    (mount / "cpu.cfs_period_us").write_text("100000\n", encoding="ascii")
    proc = groups(tmp_path / "self", "4:cpu:/\n", f"31 24 0:27 / {mount} rw - cgroup cgroup rw,cpu\n")
    assert machine.cores_by_quota(proc) is None
    assert machine.cores_by_quota(tmp_path / "nowhere") is None


def test_gil_is_asked_of_this_very_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The flag decides where there is one; before 3.13 there always is a GIL."""
    monkeypatch.setattr(sys, "_is_gil_enabled", lambda: False, raising=False)
    assert not machine.gil_enabled()
    monkeypatch.delattr(sys, "_is_gil_enabled")
    assert machine.gil_enabled()


def test_figures_come_as_json() -> None:
    """``python -m grader.measure`` says all that ``grader doctor`` needs."""
    said = subprocess.run(
        [sys.executable, "-P", "-m", "grader.measure"], capture_output=True, check=True, text=True
    )
    figures = json.loads(said.stdout)
    assert 0 < figures["usable"] <= figures["affinity"] <= figures["cores"]
    assert figures["capacity"]["work"] > 0
    assert 0 < figures["capacity"]["share"] < 1.5
