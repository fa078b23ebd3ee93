"""`join(timeout)`, then `is_alive` is asked."""
# expect: passed

import threading


def test_done_or_alive():
    log = []
    thread = threading.Thread(target=log.append, args=(1,))
    thread.start()
    thread.join(timeout=1)
    if not thread.is_alive():
        assert log == [1]
    thread.join()
