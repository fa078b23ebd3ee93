"""`wait_for` with a predicate over two fields."""
# expect: passed

import threading


class Box:
    def __init__(self):
        self.changed, self.full, self.open = threading.Condition(), False, False

    def set(self, name):
        with self.changed:
            setattr(self, name, True)
            self.changed.notify_all()

    def wait(self):
        with self.changed:
            self.changed.wait_for(lambda: self.full and self.open)
            return self.full, self.open


def test_both(together):
    box = Box()
    assert together(box.wait, lambda: box.set("full"), lambda: box.set("open"))[0] == (True, True)
