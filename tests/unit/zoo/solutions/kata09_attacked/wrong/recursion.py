"""Calls itself until Python says no."""
# expect: wrong in correctness

def double(number):
    return double(number)
