"""Each thread counts in a `threading.local` and hands its sum over by one append."""
# expect: passed

import threading

mine = threading.local()
sums = []


def work(times):
    mine.count = 0
    for _ in range(times):
        mine.count += 1
    sums.append(mine.count)


def test_sums(together):
    together(lambda: work(2), lambda: work(3))
    assert sorted(sums) == [2, 3]
