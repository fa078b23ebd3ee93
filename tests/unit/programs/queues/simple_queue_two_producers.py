"""Two producers, and their order is taken for given."""
# expect: race

from queue import SimpleQueue


def test_in_order(together):
    line = SimpleQueue()

    _, _, got = together(lambda: line.put(1), lambda: line.put(2), lambda: [line.get(), line.get()])
    assert got == [1, 2]
    assert line.empty()
