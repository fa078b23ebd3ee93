"""Nobody handles the exception of the task."""
# expect: wrong

from concurrent.futures import ThreadPoolExecutor


def fail():
    raise LookupError("gone")


def test_raised():
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(fail)
        future.result()
