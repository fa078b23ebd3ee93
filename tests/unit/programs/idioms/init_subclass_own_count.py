"""`__init_subclass__` gives each subclass a lock and a count of its own."""
# expect: passed

import threading


class Counted:
    def __init_subclass__(cls):
        cls.lock, cls.count = threading.Lock(), 0

    @classmethod
    def add(cls):
        with cls.lock:
            cls.count += 1


class A(Counted):
    pass


class B(Counted):
    pass


def test_counted(together):
    together(A.add, B.add, A.add)
    assert (A.count, B.count) == (2, 1)
