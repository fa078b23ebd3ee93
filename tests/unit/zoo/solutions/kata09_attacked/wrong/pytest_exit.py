"""Asks pytest to end the session."""
# expect: wrong in correctness

import pytest


def double(number):
    pytest.exit('all is well', 0)
