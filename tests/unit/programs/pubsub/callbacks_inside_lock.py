"""Callbacks are called with the lock held."""
# expect: deadlock

import threading


class Bus:
    def __init__(self):
        self.lock = threading.Lock()
        self.callbacks = []

    def subscribe(self, callback):
        with self.lock:
            self.callbacks.append(callback)

    def publish(self, event):
        with self.lock:
            for callback in list(self.callbacks):
                callback(event)


def test_reentrant(together):
    bus, seen = Bus(), []

    def resubscribe(event):
        seen.append(event)
        if event == "first":
            bus.subscribe(seen.append)

    bus.subscribe(resubscribe)
    together(lambda: bus.publish("first"), lambda: bus.publish("second"))
    assert sorted(set(seen)) == ["first", "second"]
