"""`|=` in two threads changes the one dict in place: both keys are there."""
# expect: passed

state = {}


def add(key):
    global state
    state |= {key: 1}


def test_both(together):
    together(lambda: add("a"), lambda: add("b"))
    assert len(state) == 2
