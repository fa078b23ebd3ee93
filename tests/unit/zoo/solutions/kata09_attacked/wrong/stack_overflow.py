"""Calls itself through C until the stack is full."""
# expect: wrong | crashed in correctness

import sys


def double(number):
    sys.setrecursionlimit(1 << 30)
    class Deep:
        def __repr__(self):
            return repr(self)
    return len(repr(Deep()))
