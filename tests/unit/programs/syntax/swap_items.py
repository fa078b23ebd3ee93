"""Two items are swapped by a tuple assignment: two reads, two stores."""
# expect: race

items = [1, 2, 3]


def swap(i, j):
    items[i], items[j] = items[j], items[i]


def test_permutation(together):
    together(lambda: swap(0, 1), lambda: swap(1, 2))
    assert sorted(items) == [1, 2, 3]
