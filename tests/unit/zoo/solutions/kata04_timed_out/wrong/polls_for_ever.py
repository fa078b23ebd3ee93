"""Sleeps and looks, for ever."""
# expect: timed_out in correctness

import time


def double(number):
    while number == 2:
        time.sleep(0.01)
    return 2 * number
