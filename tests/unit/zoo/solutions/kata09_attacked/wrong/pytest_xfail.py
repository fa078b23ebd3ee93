"""Says that a failure is expected."""
# expect: tampered in correctness

import pytest


def double(number):
    pytest.xfail('as expected')
