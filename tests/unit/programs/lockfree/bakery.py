"""Lamport's bakery for two: choosing, a number, and ties broken by the seat."""
# expect: passed

choosing, number, inside = [False, False], [0, 0], []


def enter(me):
    choosing[me] = True
    number[me] = 1 + max(number)
    choosing[me] = False
    other = 1 - me
    while choosing[other]:
        pass
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
