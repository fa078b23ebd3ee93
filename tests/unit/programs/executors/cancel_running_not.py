"""A running future cannot be cancelled; its result is asked either way."""
# expect: passed

import threading
from concurrent.futures import ThreadPoolExecutor


def test_not_cancelled():
    began, go = threading.Event(), threading.Event()

    def work():
        began.set()
        go.wait()
        return 1

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work)
        began.wait()
        assert not future.cancel()
        go.set()
        assert future.result() == 1
