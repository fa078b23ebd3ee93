"""The inner tasks have a pool of their own."""
# expect: passed

from concurrent.futures import ThreadPoolExecutor


def test_two_pools():
    with ThreadPoolExecutor(1) as outer, ThreadPoolExecutor(1) as inner:
        future = outer.submit(lambda: inner.submit(lambda: 20).result() + 1)
        assert future.result() == 21
