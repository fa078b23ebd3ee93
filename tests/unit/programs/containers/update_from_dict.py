"""`dict.update` with a dict is one step: a copy has all of it or nothing."""
# expect: passed

state = {"low": 0, "high": 0}


def test_both(together):
    seen = together(lambda: state.update({"low": 1, "high": 1}), lambda: dict(state))[1]
    assert seen["low"] == seen["high"]
