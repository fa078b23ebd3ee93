"""An executor of one process does two pieces of work."""
# expect: passed

from concurrent.futures import ProcessPoolExecutor

import pytest


def double(number):
    return 2 * number


@pytest.mark.explore(bound=0)
def test_results_in_order():
    with ProcessPoolExecutor(1) as pool:
        assert list(pool.map(double, [1, 2])) == [2, 4]
