"""Without `choosing` two may draw one number, and the second looks before the first has stored it."""
# expect: race

number, inside = [0, 0], []


def enter(me):
    number[me] = 1 + max(number)
    other = 1 - me
    while number[other] and (number[other], other) < (number[me], me):
        pass


def test_one_inside(together):
    def work(me):
        enter(me)
        inside.append(me)
        assert len(inside) == 1
        inside.pop()
        number[me] = 0

    together(lambda: work(0), lambda: work(1))
