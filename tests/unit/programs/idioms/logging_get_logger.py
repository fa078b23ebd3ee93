"""`logging.getLogger` gives two threads the same logger."""
# expect: passed

import logging


def test_same(together):
    first, second = together(lambda: logging.getLogger("a.b"), lambda: logging.getLogger("a.b"))
    assert first is second
