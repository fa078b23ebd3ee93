"""Both threads store the same item."""
# expect: race

import pytest


@pytest.mark.explore(free_threaded=True)
def test_last(together):
    last = {}

    def work(number):
        last["one"] = number

    together(lambda: work(0), lambda: work(1))
    assert last["one"] in {0, 1}
