"""Asks the interpreter to end."""
# expect: crashed in correctness

import sys


def double(number):
    sys.exit(0)
