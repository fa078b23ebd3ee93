"""The thread pool that `multiprocessing` has is a pool of threads."""
# expect: passed

from multiprocessing.pool import ThreadPool

import pytest


@pytest.mark.explore(bound=0)
def test_results_in_order():
    with ThreadPool(1) as pool:
        assert pool.map(abs, [-1, 2]) == [1, 2]
