"""The only worker maps over its own pool."""
# expect: deadlock

from concurrent.futures import ThreadPoolExecutor


def test_nested():
    with ThreadPoolExecutor(max_workers=1) as pool:

        def outer():
            return sum(pool.map(int, [1, 1]))

        assert pool.submit(outer).result() == 2
