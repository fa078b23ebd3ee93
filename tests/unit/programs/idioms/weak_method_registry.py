"""Listeners are kept weakly, and a copy of the living is told."""
# expect: passed

import threading
import weakref


class Bus:
    def __init__(self):
        self.lock, self.listeners = threading.Lock(), weakref.WeakSet()

    def add(self, listener):
        with self.lock:
            self.listeners.add(listener)

    def tell(self, event):
        with self.lock:
            living = list(self.listeners)
        for listener in living:
            listener.hear(event)


class Ear:
    def __init__(self):
        self.heard = []

    def hear(self, event):
        self.heard.append(event)


def test_heard_or_not(together):
    bus, ear = Bus(), Ear()
    together(lambda: bus.add(ear), lambda: bus.tell(1))
    assert ear.heard in ([], [1])
    bus.tell(2)
    assert ear.heard[-1] == 2
