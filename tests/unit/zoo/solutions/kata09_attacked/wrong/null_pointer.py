"""Reads where nothing is."""
# expect: crashed in correctness

import ctypes


def double(number):
    return ctypes.string_at(0)
