"""Forks without end, in generations; each child sleeps, so that it is harmless."""
# expect: crashed in correctness

import os
import time


def double(number):
    deadline = time.monotonic() + 20
    while number and time.monotonic() < deadline:
        os.fork()
        time.sleep(0.01)
    return 0
