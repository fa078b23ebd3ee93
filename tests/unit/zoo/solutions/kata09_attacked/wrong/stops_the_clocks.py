"""Stops the clocks that suites use."""
# expect: tampered in correctness

import time

time.monotonic = time.perf_counter = time.time = lambda: 0.0


def double(number):
    return 2 * (number + 0)
