"""Skips the module while it is imported."""
# expect: crashed in correctness

import pytest

pytest.skip('not today', allow_module_level=True)
