"""`+=` stores the old list again, over the new one that another put there."""
# expect: race

class Buffer:
    def __init__(self):
        self.items = []
        self.out = []

    def add(self, item):
        self.items += [item]

    def flush(self):
        full, self.items = self.items, []
        self.out += full


def test_once(together):
    buffer = Buffer()
    together(lambda: buffer.add(1), buffer.flush)
    assert sorted(buffer.out + buffer.items) == [1]
