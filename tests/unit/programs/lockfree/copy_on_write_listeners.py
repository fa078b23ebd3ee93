"""Listeners are a tuple that is replaced under a lock; whoever tells them goes through the tuple it read."""
# expect: passed

import threading


class Bus:
    def __init__(self):
        self.lock, self.listeners = threading.Lock(), ()

    def add(self, listener):
        with self.lock:
            self.listeners += (listener,)

    def tell(self, event):
        for listener in self.listeners:
            listener(event)


def test_told(together):
    bus, heard = Bus(), []
    bus.add(heard.append)
    together(lambda: bus.add(heard.append), lambda: bus.tell(1))
    assert heard in ([1], [1, 1])
    assert len(bus.listeners) == 2
