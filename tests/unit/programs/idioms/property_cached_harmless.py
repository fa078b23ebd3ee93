"""A property caches by hand what is always the same: computed twice at worst."""
# expect: passed

class Config:
    def __init__(self):
        self._value = None

    @property
    def value(self):
        value = self._value
        if value is None:
            value = self._value = 6 * 7
        return value


def test_same(together):
    config = Config()
    assert together(lambda: config.value, lambda: config.value) == [42, 42]
