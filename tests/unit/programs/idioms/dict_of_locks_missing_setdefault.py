"""`__missing__` lets `setdefault` decide whose lock it is."""
# expect: passed

import threading


class Locks(dict):
    def __missing__(self, key):
        return self.setdefault(key, threading.Lock())


locks = Locks()
balance = {"a": 0}


def deposit(name):
    with locks[name]:
        balance[name] += 1


def test_all_counted(together):
    together(lambda: deposit("a"), lambda: deposit("a"))
    assert balance == {"a": 2}
