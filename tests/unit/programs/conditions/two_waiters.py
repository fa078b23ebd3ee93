"""Two wait for the same flag; both are woken."""
# expect: passed

import threading


class Gate:
    def __init__(self):
        self.condition = threading.Condition()
        self.open = False

    def enter(self):
        with self.condition:
            self.condition.wait_for(lambda: self.open)

    def unlock(self):
        with self.condition:
            self.open = True
            self.condition.notify_all()


def test_all_enter(together):
    gate = Gate()
    together(gate.enter, gate.enter, gate.unlock)
