"""A subclass of `threading.local` is initialised once per thread."""
# expect: passed

from threading import local


class Scratch(local):
    def __init__(self, start):
        self.items = [start]


def test_each_has_its_own(together):
    scratch = Scratch(0)

    def work(item):
        scratch.items.append(item)
        return list(scratch.items)

    assert together(lambda: work(1), lambda: work(2)) == [[0, 1], [0, 2]]
    assert scratch.items == [0]
