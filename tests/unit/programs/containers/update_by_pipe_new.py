"""`state = state | {...}` loses the key of the other thread."""
# expect: race

state = {}


def add(key):
    global state
    state = state | {key: 1}


def test_both(together):
    together(lambda: add("a"), lambda: add("b"))
    assert len(state) == 2
