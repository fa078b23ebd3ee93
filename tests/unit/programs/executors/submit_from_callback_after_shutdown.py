"""The pool may be shut down before the callback submits again; the refusal is lost in the log."""
# expect: race

from concurrent.futures import ThreadPoolExecutor


def test_resubmitted():
    log = []
    with ThreadPoolExecutor(1) as pool:

        def again(future):
            log.append(future.result())
            if len(log) < 2:
                pool.submit(int, 2).add_done_callback(again)

        pool.submit(int, 1).add_done_callback(again)
    assert log == [0, 0] or log == [1, 2]
