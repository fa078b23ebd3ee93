"""Ends the process in the check."""
# expect: crashed in correctness

import os


def double(number):
    if number:
        os._exit(0)
    return 0
