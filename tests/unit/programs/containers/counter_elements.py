"""A `Counter` is told by `most_common` while another counts two words in turn."""
# expect: race

from collections import Counter

counts = Counter(a=1, b=1)


def move():
    counts["a"] -= 1
    counts["b"] += 1


def test_total(together):
    assert together(move, lambda: sum(n for _, n in counts.most_common()))[1] == 2
