"""A listener may be told once more after it left: it was in the copy."""
# expect: passed

import threading


class Bus:
    def __init__(self):
        self.lock, self.listeners = threading.RLock(), []

    def subscribe(self, listener):
        with self.lock:
            self.listeners.append(listener)

    def unsubscribe(self, listener):
        with self.lock:
            if listener in self.listeners:
                self.listeners.remove(listener)

    def tell(self, event):
        with self.lock:
            listeners = tuple(self.listeners)
        for listener in listeners:
            listener(event)


def test_told_or_not(together):
    bus, heard = Bus(), []

    def listener(event):
        heard.append(event)
        bus.unsubscribe(listener)

    bus.subscribe(listener)
    together(lambda: bus.tell(1), lambda: bus.unsubscribe(listener))
    assert heard in ([], [1])
    assert not bus.listeners
