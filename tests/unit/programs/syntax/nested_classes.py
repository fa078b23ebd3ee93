"""A nested class counts in the outer class's lock and count."""
# expect: passed

import threading


class Outer:
    lock, count = threading.Lock(), 0

    class Inner:
        def add(self):
            with Outer.lock:
                Outer.count += 1


def test_counted(together):
    together(Outer.Inner().add, Outer.Inner().add)
    assert Outer.count == 2
