"""A future made by hand is fulfilled by a thread, or given its exception."""
# expect: passed

import threading
from concurrent.futures import Future


def start(function, *args):
    future = Future()

    def run():
        try:
            future.set_result(function(*args))
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=run).start()
    return future


def test_both_ways():
    good, bad = start(int, "1"), start(int, "x")
    assert good.result() == 1
    assert isinstance(bad.exception(), ValueError)
