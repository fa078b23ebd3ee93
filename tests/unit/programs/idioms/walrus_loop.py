"""`while (n := box[0]) < 2` looks, and then writes what it saw plus one."""
# expect: race

box = [0]
steps = []


def climb():
    while (n := box[0]) < 2:
        box[0] = n + 1
        steps.append(n)


def test_steps(together):
    together(climb, climb)
    assert sorted(steps) == [0, 1]
