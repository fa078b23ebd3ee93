"""A thread that was started is taken for one still alive."""
# expect: race

import threading


def test_done_or_alive():
    log = []
    thread = threading.Thread(target=log.append, args=(1,))
    thread.start()
    assert thread.is_alive()
    thread.join()
