"""The background thread is no daemon and never ends."""
# expect: leaked

import threading

wake = threading.Event()
log = []


def background():
    while True:
        wake.wait()
        wake.clear()
        log.append("tick")


def test_not_waited_for():
    threading.Thread(target=background).start()
    wake.set()
    assert log in ([], ["tick"])
