"""`cancel` is called, and its answer not looked at."""
# expect: race

from concurrent.futures import ThreadPoolExecutor


def test_cancelled_or_done():
    ran = []
    with ThreadPoolExecutor(1) as pool:
        pool.submit(ran.append, "first")
        second = pool.submit(ran.append, "second")
        cancelled = second.cancel()
    assert "second" not in ran
