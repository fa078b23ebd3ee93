"""Two readers each wait until they are the only one, and neither leaves."""
# expect: deadlock

import threading


class Cell:
    def __init__(self):
        self.changed, self.readers, self.value = threading.Condition(), 0, None

    def get_or_set(self, value):
        with self.changed:
            self.readers += 1
        with self.changed:
            if self.value is None:
                while self.readers > 1:
                    self.changed.wait()
                self.value = self.value or value
            self.readers -= 1
            self.changed.notify_all()
            return self.value


def test_same(together):
    cell = Cell()
    together(lambda: cell.get_or_set(1), lambda: cell.get_or_set(2))
