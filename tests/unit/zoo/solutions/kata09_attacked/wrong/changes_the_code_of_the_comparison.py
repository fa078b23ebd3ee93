"""Gives the suite's comparison another body."""
# expect: tampered in correctness

from grader.worker import findings

findings.exactly.__code__ = (lambda seen, expected: True).__code__


def double(number):
    return 0
