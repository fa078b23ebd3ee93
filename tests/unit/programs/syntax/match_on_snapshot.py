"""`match` works on a tuple that was read once."""
# expect: passed

state = ("idle", 0)


def test_consistent(together):
    def change():
        global state
        state = ("busy", 1)

    def read():
        match state:
            case ("idle", n):
                return n == 0
            case ("busy", n):
                return n == 1

    assert together(change, read)[1]
