"""`join(timeout)` is taken for `join`."""
# expect: race

import threading


def test_done_or_alive():
    log = []
    thread = threading.Thread(target=log.append, args=(1,))
    thread.start()
    thread.join(timeout=1)
    assert log == [1]
    thread.join()
