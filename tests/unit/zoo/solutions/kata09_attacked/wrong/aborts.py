"""Aborts."""
# expect: crashed in correctness

import os


def double(number):
    os.abort()
