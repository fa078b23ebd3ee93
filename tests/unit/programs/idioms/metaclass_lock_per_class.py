"""Each subclass has a lock of its own; the count is the base class's."""
# expect: race

import threading


class Counted:
    count = 0

    def __init_subclass__(cls):
        cls.lock = threading.Lock()

    def add(self):
        with self.lock:
            Counted.count += 1


class A(Counted):
    pass


class B(Counted):
    pass


def test_counted(together):
    together(A().add, B().add)
    assert Counted.count == 2
