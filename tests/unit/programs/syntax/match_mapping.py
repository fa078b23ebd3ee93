"""A mapping pattern takes both keys in one step; they are stored in one step too."""
# expect: passed

state = {"a": 0, "b": 0}


def test_equal(together):
    def read():
        match state:
            case {"a": a, "b": b}:
                return a == b

    assert together(lambda: state.update(a=1, b=1), read)[1]
