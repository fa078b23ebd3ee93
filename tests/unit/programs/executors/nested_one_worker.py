"""The only worker waits for a task that needs a worker."""
# expect: deadlock

from concurrent.futures import ThreadPoolExecutor


def test_nested():
    with ThreadPoolExecutor(max_workers=1) as pool:

        def outer():
            return pool.submit(lambda: 1).result() + 1

        assert pool.submit(outer).result() == 2
