"""A thread is polled with `is_alive` and a sleep, then joined."""
# expect: passed

import threading
import time

log = []


def test_seen():
    thread = threading.Thread(target=log.append, args=(1,))
    thread.start()
    while thread.is_alive():
        time.sleep(0.1)
    thread.join()
    assert log == [1]
