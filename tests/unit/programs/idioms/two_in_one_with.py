"""Two locks in one `with`, in one order everywhere."""
# expect: passed

import threading

a, b, log = threading.Lock(), threading.Lock(), []


def work(n):
    with a, b:
        log.append(n)


def test_both(together):
    together(lambda: work(1), lambda: work(2))
    assert sorted(log) == [1, 2]
