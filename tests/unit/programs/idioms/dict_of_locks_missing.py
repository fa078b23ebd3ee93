"""`__missing__` makes a lock per key in Python."""
# expect: race

import threading


class Locks(dict):
    def __missing__(self, key):
        self[key] = lock = threading.Lock()
        return lock


locks = Locks()
balance = {"a": 0}


def deposit(name):
    with locks[name]:
        balance[name] += 1


def test_all_counted(together):
    together(lambda: deposit("a"), lambda: deposit("a"))
    assert balance == {"a": 2}
