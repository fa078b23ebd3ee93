"""A done-callback submits again: the pool is left only when the last has been."""
# expect: passed

from concurrent.futures import ThreadPoolExecutor


def test_resubmitted():
    log = []
    pool = ThreadPoolExecutor(1)

    def again(future):
        log.append(future.result())
        if len(log) < 2:
            follow(2)

    def follow(n):
        future = pool.submit(int, n)
        future.add_done_callback(again)

    follow(1)
    while len(log) < 2:
        pass
    pool.shutdown()
    assert log == [1, 2]
