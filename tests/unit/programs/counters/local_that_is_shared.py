"""A plain object stands where `threading.local` should."""
# expect: race

class Mine:
    pass


mine = Mine()
sums = []


def work(times):
    mine.count = 0
    for _ in range(times):
        mine.count += 1
    sums.append(mine.count)


def test_sums(together):
    together(lambda: work(2), lambda: work(3))
    assert sorted(sums) == [2, 3]
