"""Two threads exchange values: each puts its own in the other's box and waits for its own."""
# expect: passed

import queue


class Exchanger:
    def __init__(self):
        self.boxes = queue.SimpleQueue(), queue.SimpleQueue()

    def exchange(self, seat, value):
        self.boxes[1 - seat].put(value)
        return self.boxes[seat].get()


def test_exchanged(together):
    exchanger = Exchanger()
    assert together(lambda: exchanger.exchange(0, "a"), lambda: exchanger.exchange(1, "b")) == ["b", "a"]
