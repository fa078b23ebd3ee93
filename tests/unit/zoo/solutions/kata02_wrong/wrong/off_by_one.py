"""Adds one."""
# expect: wrong in correctness

def double(number):
    return 2 * number + 1
