"""`foo` and `bar` in turn by two locks, one of which starts taken."""
# expect: passed

import threading

foo_turn, bar_turn, out = threading.Lock(), threading.Lock(), []
bar_turn.acquire()


def foo():
    for _ in range(2):
        foo_turn.acquire()
        out.append("foo")
        bar_turn.release()


def bar():
    for _ in range(2):
        bar_turn.acquire()
        out.append("bar")
        foo_turn.release()


def test_in_turn(together):
    together(foo, bar)
    assert "".join(out) == "foobar" * 2
