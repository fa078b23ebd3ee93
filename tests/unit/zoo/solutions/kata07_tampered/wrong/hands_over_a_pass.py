"""Raises the worker's own finding, with a pass in it."""
# expect: tampered in correctness

from grader.verdict import Verdict
from grader.worker.findings import Finding


def double(number):
    raise Finding(Verdict.PASSED, "")
