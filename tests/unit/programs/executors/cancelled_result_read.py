"""The result of a future that may be cancelled is read."""
# expect: race

from concurrent.futures import ThreadPoolExecutor


def test_cancelled_or_done():
    ran = []
    with ThreadPoolExecutor(1) as pool:
        pool.submit(ran.append, "first")
        second = pool.submit(ran.append, "second")
        second.cancel()
        assert second.result() is None
