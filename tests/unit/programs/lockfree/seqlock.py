"""A sequence lock: the reader tries again when the writer was in between."""
# expect: passed

class Pair:
    def __init__(self):
        self.sequence = 0
        self.left = self.right = 0

    def write(self, value):
        self.sequence += 1
        self.left = value
        self.right = value
        self.sequence += 1

    def read(self):
        while True:
            before = self.sequence
            if before % 2:
                continue
            pair = self.left, self.right
            if self.sequence == before:
                return pair


def test_no_torn_pair(together):
    pair = Pair()
    _, (left, right) = together(lambda: pair.write(1), pair.read)
    assert left == right
