"""A lock per account, made before the threads start."""
# expect: passed

import threading

locks = {name: threading.Lock() for name in "ab"}
balance = {name: 0 for name in "ab"}


def deposit(name):
    with locks[name]:
        balance[name] += 1


def test_all_counted(together):
    together(lambda: deposit("a"), lambda: deposit("a"), lambda: deposit("b"))
    assert balance == {"a": 2, "b": 1}
