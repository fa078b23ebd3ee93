"""What the tests beside this one need; where it is missing they are not collected, and this one says so."""

from __future__ import annotations

import os
from importlib.util import find_spec

import pytest


def test_hypothesis_is_there() -> None:
    """Under CI nothing may be left out."""
    if not find_spec("hypothesis"):
        message = "hypothesis missing, nothing is fuzzed: run `pip install --group dev`"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
