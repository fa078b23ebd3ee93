"""Kills the grader; if it could, it only says so."""
# expect: wrong in correctness

import os, signal


def double(number):
    os.kill(os.getppid(), 0)
    raise RuntimeError('nothing holds it back')
