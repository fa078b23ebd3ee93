"""`__iadd__` returns a new object, which is stored over the other's."""
# expect: race

class Total:
    def __init__(self, value=0):
        self.value = value

    def __iadd__(self, other):
        return Total(self.value + other)


total = Total()


def add(by):
    global total
    total += by


def test_total(together):
    together(lambda: add(1), lambda: add(2))
    assert total.value == 3
