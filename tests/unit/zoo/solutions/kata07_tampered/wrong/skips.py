"""Skips the check."""
# expect: tampered in correctness

import pytest


def double(number):
    pytest.skip("not today")
