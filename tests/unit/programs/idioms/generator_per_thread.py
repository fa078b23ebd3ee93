"""Each thread has a generator of its own."""
# expect: passed

def numbers(start):
    while True:
        sent = yield start
        start = sent if sent is not None else start + 1


def test_own_generators(together):
    def work(start):
        own = numbers(start)
        return [next(own), next(own), own.send(9)]

    assert together(lambda: work(0), lambda: work(5)) == [[0, 1, 9], [5, 6, 9]]
