"""The second task waits for the first: with tasks in order, one worker is enough."""
# expect: passed

from concurrent.futures import ThreadPoolExecutor


def test_chain():
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(lambda: 1)
        second = pool.submit(lambda: first.result() + 1)
        assert second.result() == 2
