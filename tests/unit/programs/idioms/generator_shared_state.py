"""Two generators advance one variable."""
# expect: race

at = 0


def numbers(start):
    global at
    while True:
        yield at
        at += 1


def test_own_generators(together):
    def work(start):
        own = numbers(start)
        return [next(own), next(own)]

    assert sorted(sum(together(lambda: work(0), lambda: work(5)), []))[-1] == at == 2
