"""Leaves a hook for the end, which would end with success."""
# expect: wrong in correctness

import atexit, os

atexit.register(os._exit, 0)


def double(number):
    return 0
