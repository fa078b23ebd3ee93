"""A global is changed by its name and as an attribute of the module, under a lock."""
# expect: passed

import sys
import threading

lock = threading.Lock()
count = 0


def one():
    with lock:
        global count
        count += 1


def other():
    with lock:
        me = sys.modules[__name__]
        me.count = me.count + 1


def test_both(together):
    together(one, other)
    assert count == 2
