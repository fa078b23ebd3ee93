"""A `partial` of a dict method is a thread's target; the dict is looked at too early."""
# expect: race

import functools
import threading


def test_it():
    table = {}
    thread = threading.Thread(target=functools.partial(table.update, a=1))
    thread.start()
    assert "a" not in table
    thread.join()
