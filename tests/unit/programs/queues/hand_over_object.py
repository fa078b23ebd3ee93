"""An object is changed before it is put, and only by its receiver afterwards."""
# expect: passed

import queue


class Order:
    def __init__(self):
        self.state = "new"


def test_state(together):
    orders = queue.Queue()

    def prepare():
        order = Order()
        order.state = "ready"
        orders.put(order)

    def ship():
        order = orders.get()
        before, order.state = order.state, "shipped"
        return before, order.state

    assert together(prepare, ship)[1] == ("ready", "shipped")
