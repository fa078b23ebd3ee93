"""Makes the item's call do nothing."""
# expect: tampered in correctness

from _pytest.python import Function

Function.obj = property(lambda self: lambda **_: None)


def double(number):
    return 0
