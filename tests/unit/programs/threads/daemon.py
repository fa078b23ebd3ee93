"""A daemon waits for work for ever and holds nobody up."""
# expect: passed

import threading

wake = threading.Event()
log = []


def background():
    while True:
        wake.wait()
        wake.clear()
        log.append("tick")


def test_not_waited_for():
    threading.Thread(target=background, daemon=True).start()
    wake.set()
    assert log in ([], ["tick"])
