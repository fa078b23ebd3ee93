"""The consumer does not wait."""
# expect: race

from queue import SimpleQueue


def test_in_order(together):
    line = SimpleQueue()

    def produce():
        line.put(1)
        line.put(2)

    _, got = together(produce, lambda: [line.get_nowait(), line.get_nowait()])
    assert got == [1, 2]
    assert line.empty()
