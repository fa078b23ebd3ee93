"""A barrier after each step keeps two printers in turn."""
# expect: passed

import threading

barrier, out = threading.Barrier(2), []


def foo():
    for _ in range(2):
        out.append("foo")
        barrier.wait()
        barrier.wait()


def bar():
    for _ in range(2):
        barrier.wait()
        out.append("bar")
        barrier.wait()


def test_in_turn(together):
    together(foo, bar)
    assert "".join(out) == "foobar" * 2
