"""A class body, run in a thread, reads a global twice."""
# expect: race

limit = 1


def test_same(together):
    def change():
        global limit
        limit = 2

    def make():
        class Config:
            low = limit
            high = limit

        return Config.low == Config.high

    assert together(change, make)[1]
