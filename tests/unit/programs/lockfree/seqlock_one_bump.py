"""The writer counts once, after both stores."""
# expect: race

class Pair:
    def __init__(self):
        self.sequence = 0
        self.left = self.right = 0

    def write(self, value):
        self.left = value
        self.right = value
        self.sequence += 2

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
