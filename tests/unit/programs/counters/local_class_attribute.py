"""The list is an attribute of the class, so all threads share it."""
# expect: wrong

from threading import local


class Scratch(local):
    items = [0]


def test_each_has_its_own(together):
    scratch = Scratch()

    def work(item):
        scratch.items.append(item)
        return list(scratch.items)

    assert together(lambda: work(1), lambda: work(2)) == [[0, 1], [0, 2]]
    assert scratch.items == [0]
