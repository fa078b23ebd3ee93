"""Each pool waits for the other."""
# expect: deadlock

from concurrent.futures import ThreadPoolExecutor


def test_two_pools():
    with ThreadPoolExecutor(1) as outer, ThreadPoolExecutor(1) as inner:
        future = outer.submit(lambda: inner.submit(lambda: outer.submit(lambda: 20).result()).result() + 1)
        assert future.result() == 21
