"""One thread changes a global by name, one through `globals()`."""
# expect: race

count = 0


def by_name():
    global count
    count += 1


def by_dict():
    g = globals()
    g["count"] = g["count"] + 1


def test_both(together):
    together(by_name, by_dict)
    assert count == 2
