"""Closes what it did not open."""
# expect: crashed in correctness

import os


def double(number):
    os.closerange(3, 256)
    return 2 * number
