"""A task submits another and waits for it; there are workers enough."""
# expect: passed

from concurrent.futures import ThreadPoolExecutor


def test_nested():
    with ThreadPoolExecutor(max_workers=2) as pool:

        def outer():
            return pool.submit(lambda: 1).result() + 1

        assert pool.submit(outer).result() == 2
