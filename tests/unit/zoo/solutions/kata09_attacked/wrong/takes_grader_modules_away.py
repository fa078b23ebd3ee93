"""Forgets every module of the grader."""
# expect: wrong in correctness

import sys

for name in [name for name in sys.modules if name.startswith(('grader', '_pytest', 'pytest'))]:
    del sys.modules[name]


def double(number):
    return 0
