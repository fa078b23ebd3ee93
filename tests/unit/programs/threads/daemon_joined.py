"""The daemon is joined, and it never ends."""
# expect: deadlock

import threading

wake = threading.Event()
log = []


def background():
    while True:
        wake.wait()
        wake.clear()
        log.append("tick")


def test_not_waited_for():
    thread = threading.Thread(target=background, daemon=True)
    thread.start()
    wake.set()
    thread.join()
    assert log in ([], ["tick"])
