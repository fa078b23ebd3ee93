"""A cancelled timer may have run already."""
# expect: passed

from threading import Timer


def test_cancel():
    rung = []
    timer = Timer(5, rung.append, args=["late"])
    timer.start()
    timer.cancel()
    timer.join()
    assert rung in ([], ["late"])
