"""A class body reads a global once and uses its own name afterwards."""
# expect: passed

limit = 1


def test_same(together):
    def change():
        global limit
        limit = 2

    def make():
        class Config:
            low = limit
            high = low

        return Config.low == Config.high

    assert together(change, make)[1]
