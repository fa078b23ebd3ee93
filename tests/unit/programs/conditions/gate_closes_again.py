"""The gate is shut at once behind the first."""
# expect: deadlock

import threading


class Gate:
    def __init__(self):
        self.condition = threading.Condition()
        self.open = False

    def enter(self):
        with self.condition:
            self.condition.wait_for(lambda: self.open)
            self.open = False

    def unlock(self):
        with self.condition:
            self.open = True
            self.condition.notify_all()


def test_all_enter(together):
    gate = Gate()
    together(gate.enter, gate.enter, gate.unlock)
