"""The task has failed, and only `done()` is asked."""
# expect: wrong

from concurrent.futures import ThreadPoolExecutor


def fail():
    raise LookupError("gone")


def test_raised():
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(fail)
    assert future.done() and future.exception() is None
