"""The exception of a task comes out of `result`."""
# expect: passed

from concurrent.futures import ThreadPoolExecutor


def fail():
    raise LookupError("gone")


def test_raised():
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(fail)
        assert isinstance(future.exception(), LookupError)
