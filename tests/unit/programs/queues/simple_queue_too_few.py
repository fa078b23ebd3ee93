"""The consumer asks for one item more than there is."""
# expect: deadlock

from queue import SimpleQueue


def test_in_order(together):
    line = SimpleQueue()

    def produce():
        line.put(1)
        line.put(2)

    _, got = together(produce, lambda: [line.get(), line.get(), line.get()])
    assert got == [1, 2]
    assert line.empty()
