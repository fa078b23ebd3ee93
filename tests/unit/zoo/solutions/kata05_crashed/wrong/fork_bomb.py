"""Forks in generations; it stops at 128 processes, which do nothing, so that it is harmless."""
# expect: crashed in correctness

import os
import time


def double(number):
    for _ in range(7 if number else 0):
        os.fork()
    time.sleep(20 if number else 0)
    return 0
