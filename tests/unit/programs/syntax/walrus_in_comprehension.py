"""A walrus in a comprehension binds the variable of the function around it, which two threads share."""
# expect: race

def make():
    last = None

    def work(items):
        nonlocal last
        return [last for n in items if (last := n) is not None]

    return work


def test_own(together):
    work = make()
    first, second = together(lambda: work([1, 2]), lambda: work([3, 4]))
    assert (first, second) == ([1, 2], [3, 4])
