"""`result(timeout=1)` and nobody handles `TimeoutError`."""
# expect: race

from concurrent.futures import ThreadPoolExecutor


def test_there():
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(int, "7").result(timeout=1) == 7
