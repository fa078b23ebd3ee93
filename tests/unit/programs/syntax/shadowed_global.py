"""A local variable of the name of a global is each thread's own."""
# expect: passed

count = 0


def work():
    count = 0
    count += 1
    return count


def test_own(together):
    assert together(work, work) == [1, 1]
    assert count == 0
