"""A name that a module does not have is asked of its `__getattr__`."""
# expect: passed

import sys


def __getattr__(name):
    return 5


def test_a(together):
    assert sys.modules[__name__].config == 5
