"""The bounds and the value move in the order in which the comparison does not read them."""
# expect: passed

bounds = {"low": 0, "high": 10}
value = 5


def shift():
    global value
    bounds["high"] = 30
    value = 25
    bounds["low"] = 20


def test_inside(together):
    assert together(shift, lambda: bounds["low"] <= value <= bounds["high"])[1]
