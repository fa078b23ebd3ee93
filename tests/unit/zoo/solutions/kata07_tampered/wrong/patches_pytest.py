"""Makes pytest run nothing."""
# expect: tampered in correctness

from _pytest.python import Function

Function.runtest = lambda self: None


def double(number):
    return 0
