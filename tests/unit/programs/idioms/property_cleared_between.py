"""The value is looked at, and read a second time after another has cleared it."""
# expect: race

class Config:
    def __init__(self):
        self._value = 42

    def clear(self):
        self._value = None

    @property
    def value(self):
        if self._value is None:
            self._value = 42
        return self._value


def test_never_none(together):
    config = Config()
    assert together(config.clear, lambda: config.value)[1] == 42
