"""The daemon is expected to have run."""
# expect: race

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
    assert log == ["tick"]
