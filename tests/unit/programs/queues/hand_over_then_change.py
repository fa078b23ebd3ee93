"""The sender changes the object after it has put it."""
# expect: race

import queue


class Order:
    def __init__(self):
        self.state = "new"


def test_state(together):
    orders = queue.Queue()

    def prepare():
        order = Order()
        orders.put(order)
        order.state = "ready"

    assert together(prepare, lambda: orders.get().state)[1] == "ready"
