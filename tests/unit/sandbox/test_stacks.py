"""The stacks of a hung tree are read and shown, the learner's frames first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.sandbox import stacks

if TYPE_CHECKING:
    from pathlib import Path

PRINTED = """Fatal Python error: Aborted

Thread 0x00007f0000000001 [worker-3] (most recent call first):
  File "/lib/threading.py", line 359 in wait
  File "/lib/threading.py", line 1012 in _bootstrap

Current thread 0x00007f0000000002 (most recent call first):
  File "/lib/threading.py", line 1092 in join
  File "{attempt}", line 2 in transfer
  File "/suites/correctness.py", line 9 in test_it
  File "/site-packages/_pytest/python.py", line 166 in pytest_pyfunc_call

Extension modules: greenlet._greenlet (total: 1)
"""


def test_the_learners_frames_come_first(tmp_path: Path) -> None:
    """The thread in the submission leads, with its source; the suite's source and pytest are left out."""
    attempt = tmp_path / "attempt.py"
    attempt.write_text("def transfer():\n    waiter.join()\n")
    found = stacks.parse(PRINTED.format(attempt=attempt), "the check's process")
    shown = stacks.show(found, str(attempt), "/suites")
    blocks = shown.split("\n\n")
    assert f"{attempt}:2 in transfer\n    waiter.join()" in blocks[0]
    assert "in the check's own test_it" in blocks[0]
    assert "_pytest" not in shown
    assert "worker-3" in blocks[1]
    assert stacks.cause(found, str(attempt)) == f"{attempt}:2 in transfer"


def test_what_is_no_stack_gives_none() -> None:
    """A process that printed something else has no stacks."""
    assert stacks.parse("Segmentation fault\n  File of mine\n", "a child") == []
