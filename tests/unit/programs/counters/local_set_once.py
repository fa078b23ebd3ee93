"""The attribute of a `threading.local` is set in the main thread alone."""
# expect: wrong

import threading

mine = threading.local()
mine.count = 0
sums = []


def work(times):
    for _ in range(times):
        mine.count += 1
    sums.append(mine.count)


def test_sums(together):
    together(lambda: work(2), lambda: work(3))
    assert sorted(sums) == [2, 3]
