"""The first task waits for the second, which has no worker."""
# expect: deadlock

from concurrent.futures import ThreadPoolExecutor


def test_chain():
    with ThreadPoolExecutor(1) as pool:
        later = []
        first = pool.submit(lambda: later[0].result() + 1)
        later.append(pool.submit(lambda: 1))
        assert first.result() == 2
