"""Two events start a timer each, and one is forgotten, never cancelled."""
# expect: race

import threading


class Debounce:
    def __init__(self):
        self.timer, self.started = None, []

    def event(self):
        if self.timer is not None:
            self.timer.cancel()
        self.timer = threading.Timer(1, int)
        self.started.append(self.timer)
        self.timer.start()


def test_one_left(together):
    debounce = Debounce()
    together(debounce.event, debounce.event)
    live = [timer for timer in debounce.started if not timer.finished.is_set() and timer is not debounce.timer]
    for timer in debounce.started:
        timer.cancel()
    assert not live
