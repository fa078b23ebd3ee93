"""A callback publishes again while it is told: events wait in a deque, and one thread drains it."""
# expect: passed

from collections import deque


class Bus:
    def __init__(self):
        self.events, self.busy, self.heard = deque(), [True], []

    def publish(self, event):
        self.events.append(event)
        while self.events:
            try:
                self.busy.pop()
            except IndexError:
                return
            try:
                while self.events:
                    self.tell(self.events.popleft())
            finally:
                self.busy.append(True)

    def tell(self, event):
        self.heard.append(event)
        if event == 1:
            self.publish(2)


def test_all_heard(together):
    bus = Bus()
    together(lambda: bus.publish(1), lambda: bus.publish(3))
    assert sorted(bus.heard) == [1, 2, 3]
