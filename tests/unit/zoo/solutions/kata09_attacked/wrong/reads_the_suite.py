"""Reads what is expected in the suite, and answers with it."""
# expect: crashed in correctness

import sys

with open(sys.modules['correctness'].__file__) as file:
    text = file.read()


def double(number):
    return eval(text.split('exactly(seen, ')[1].split(')')[0])
