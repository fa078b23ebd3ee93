"""`any` over a generator that waits for a flag."""
# expect: passed

def test_it(together):
    flag = []

    def forever():
        while True:
            yield bool(flag)

    def wait():
        return any(forever())

    assert together(wait, lambda: flag.append(1))[0]
