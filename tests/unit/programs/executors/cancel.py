"""A future either was cancelled or has a result."""
# expect: passed

from concurrent.futures import ThreadPoolExecutor


def test_cancelled_or_done():
    ran = []
    with ThreadPoolExecutor(1) as pool:
        pool.submit(ran.append, "first")
        second = pool.submit(ran.append, "second")
        cancelled = second.cancel()
    assert ("second" in ran) != cancelled
