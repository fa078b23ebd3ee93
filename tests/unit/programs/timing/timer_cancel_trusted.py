"""A cancelled timer is taken for one that never runs."""
# expect: race

from threading import Timer


def test_cancel():
    rung = []
    timer = Timer(5, rung.append, args=["late"])
    timer.start()
    timer.cancel()
    timer.join()
    assert rung == []
