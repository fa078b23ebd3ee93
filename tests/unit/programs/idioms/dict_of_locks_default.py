"""`defaultdict(threading.Lock)`: the missing lock is made by C in one step."""
# expect: passed

import threading
from collections import defaultdict

locks = defaultdict(threading.Lock)
balance = {"a": 0}


def deposit(name):
    with locks[name]:
        balance[name] += 1


def test_all_counted(together):
    together(lambda: deposit("a"), lambda: deposit("a"))
    assert balance == {"a": 2}
