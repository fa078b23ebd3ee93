"""Knows the numbers that were seen."""
# expect: wrong in correctness

KNOWN = [0, 0, 4, 0, 0, 0, 0, 14]


def double(number):
    return KNOWN[number] if number < 8 else 0
