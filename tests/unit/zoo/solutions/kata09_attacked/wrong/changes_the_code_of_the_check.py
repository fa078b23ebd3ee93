"""Gives the checks another body, in place."""
# expect: tampered in correctness

import sys

for name, value in vars(sys.modules['correctness']).items():
    if name.startswith('test_'):
        value.__code__ = (lambda attempt: None).__code__


def double(number):
    return 0
