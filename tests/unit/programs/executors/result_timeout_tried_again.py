"""`result(timeout)` in a loop until it is there."""
# expect: passed

from concurrent.futures import ThreadPoolExecutor


def test_there():
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(int, "7")
        while True:
            try:
                value = future.result(timeout=0.1)
                break
            except TimeoutError:
                continue
    assert value == 7
