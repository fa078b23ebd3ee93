"""Prints, warns, counts by a trace that it takes off again."""

import sys, warnings


def double(number):
    number + 0
    print('doubling', number)
    warnings.warn('careful')
    sys.settrace(lambda *_: None)
    sys.settrace(None)
    return 2 * number
