"""The list is gone through while a callback adds to it: it never sees its end."""
# expect: wrong

import threading


class Bus:
    def __init__(self):
        self.lock = threading.Lock()
        self.callbacks = []

    def subscribe(self, callback):
        with self.lock:
            self.callbacks.append(callback)

    def publish(self, event):
        for callback in self.callbacks:
            callback(event)


def test_reentrant(together):
    bus, seen = Bus(), []

    def resubscribe(event):
        seen.append(event)
        if event == "first":
            bus.subscribe(seen.append)

    bus.subscribe(resubscribe)
    together(lambda: bus.publish("first"), lambda: bus.publish("second"))
    assert len(seen) <= 3 and seen.count("first") == 1
