"""Forks, and both go on in the grader's code."""
# expect: wrong in correctness

import os


def double(number):
    os.fork()
    return 0
