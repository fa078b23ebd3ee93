"""A pool of one process does two pieces of work."""
# expect: passed

from multiprocessing import Pool

import pytest


def double(number):
    return 2 * number


@pytest.mark.explore(bound=0)
def test_results_in_order():
    with Pool(1) as pool:
        assert pool.map(double, [1, 2]) == [2, 4]
