"""A mapping pattern between two stores."""
# expect: race

state = {"a": 0, "b": 0}


def test_equal(together):
    def move():
        state["a"] = 1
        state["b"] = 1

    def read():
        match state:
            case {"a": a, "b": b}:
                return a == b

    assert together(move, read)[1]
