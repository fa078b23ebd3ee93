"""Each thread sums a generator expression of its own over a shared tuple."""
# expect: passed

numbers = (1, 2, 3)


def test_sums(together):
    assert together(lambda: sum(n for n in numbers), lambda: sum(n * n for n in numbers)) == [6, 14]
