"""The flag that should stop the timer is looked at before it is set."""
# expect: race

from threading import Timer


def test_cancel():
    rung = []
    timer = Timer(5, rung.append, args=["late"])
    timer.start()
    timer.cancel()
    rung.append("cancelled")
    timer.join()
    assert rung != ["late", "cancelled"]
