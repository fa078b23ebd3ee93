"""A child that has ended is never waited for."""
# expect: leaked in correctness

import os


def double(number):
    if number and os.fork() == 0:
        os._exit(0)
    return 2 * number
