"""`subscribe` replaces the list without the lock."""
# expect: race

import threading


class Bus:
    def __init__(self):
        self.lock = threading.Lock()
        self.callbacks = []

    def subscribe(self, callback):
        self.callbacks = [*self.callbacks, callback]

    def publish(self, event):
        with self.lock:
            callbacks = list(self.callbacks)
        for callback in callbacks:
            callback(event)


def test_reentrant(together):
    bus, seen = Bus(), []

    def resubscribe(event):
        seen.append(event)
        if event == "first":
            bus.subscribe(seen.append)

    bus.subscribe(resubscribe)
    together(lambda: bus.subscribe(len), lambda: bus.subscribe(str))
    assert len(bus.callbacks) == 3
