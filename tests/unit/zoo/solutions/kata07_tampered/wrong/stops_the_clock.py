"""Stops every clock that it can reach, and hangs: the check that does not hang tells."""
# expect: tampered in correctness

import time

time.perf_counter = time.monotonic = time.time = lambda: 0.0


def double(number):
    while number:
        pass
    return 0
