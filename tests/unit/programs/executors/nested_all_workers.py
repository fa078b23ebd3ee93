"""All workers wait for tasks that need a worker."""
# expect: deadlock

from concurrent.futures import ThreadPoolExecutor


def test_nested():
    with ThreadPoolExecutor(max_workers=2) as pool:

        def outer():
            return pool.submit(lambda: 1).result() + 1

        assert [f.result() for f in [pool.submit(outer), pool.submit(outer)]] == [2, 2]
