"""An event that is only ever set may be waited for by many."""
# expect: passed

import threading


def test_all_pass(together):
    opened = threading.Event()
    together(opened.wait, opened.wait, opened.set)
    assert opened.is_set()
