"""`__iadd__` returns the same object, and the attribute inside is counted without a lock."""
# expect: race

class Total:
    def __init__(self):
        self.value = 0

    def __iadd__(self, other):
        self.value = self.value + other
        return self


total = Total()


def add(by):
    global total
    total += by


def test_total(together):
    together(lambda: add(1), lambda: add(2))
    assert total.value == 3
