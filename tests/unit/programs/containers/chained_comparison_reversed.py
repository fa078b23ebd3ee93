"""The comparison reads the upper bound first, and the value when it has moved."""
# expect: race

bounds = {"low": 0, "high": 10}
value = 5


def shift():
    global value
    bounds["high"] = 30
    value = 25
    bounds["low"] = 20


def test_inside(together):
    assert together(shift, lambda: bounds["high"] >= value >= bounds["low"])[1]
