"""Callbacks are copied under the lock and called without it; they may subscribe."""
# expect: passed

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
    together(lambda: bus.publish("first"), lambda: bus.publish("second"))
    assert sorted(set(seen)) == ["first", "second"]
