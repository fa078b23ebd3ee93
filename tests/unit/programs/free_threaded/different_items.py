"""Each thread has an item of its own."""
# expect: passed

import pytest


@pytest.mark.explore(free_threaded=True)
def test_squares(together):
    squares, names = [0, 0], {}

    def work(number):
        squares[number] = number * number
        names[number] = str(number)

    together(lambda: work(0), lambda: work(1))
    assert squares == [0, 1] and names == {0: "0", 1: "1"}
