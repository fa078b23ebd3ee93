"""A thread starts another and does not join it; the last one tells the main thread."""
# expect: passed

import threading

done = threading.Event()
log = []


def inner():
    log.append("inner")
    done.set()


def outer():
    log.append("outer")
    threading.Thread(target=inner).start()


def test_order():
    threading.Thread(target=outer).start()
    done.wait()
    assert log == ["outer", "inner"]
