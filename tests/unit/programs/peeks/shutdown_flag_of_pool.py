"""The pool's private flag is looked at before a submit."""
# expect: race

from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(1)


def send():
    if not pool._shutdown:
        pool.submit(int)


def test_no_error(together):
    together(send, pool.shutdown)
    pool.shutdown()
