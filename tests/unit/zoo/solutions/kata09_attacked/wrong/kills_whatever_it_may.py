"""Kills everything that it may signal, unless that reaches the grader."""
# expect: wrong in correctness

import os, signal


def double(number):
    try:
        os.kill(os.getppid(), 0)
    except PermissionError:
        os.kill(-1, signal.SIGKILL)
        raise
    raise RuntimeError('nothing holds it back')
