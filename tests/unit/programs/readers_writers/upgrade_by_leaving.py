"""A reader that wants to write leaves first, enters as a writer and looks again."""
# expect: passed

import threading


class Cell:
    def __init__(self):
        self.changed, self.readers, self.value = threading.Condition(), 0, None

    def get_or_set(self, value):
        with self.changed:
            self.readers += 1
        seen = self.value
        with self.changed:
            self.readers -= 1
            self.changed.notify_all()
            if seen is None:
                while self.readers:
                    self.changed.wait()
                if self.value is None:
                    self.value = value
            return self.value


def test_same(together):
    cell = Cell()
    first, second = together(lambda: cell.get_or_set(1), lambda: cell.get_or_set(2))
    assert first == second
