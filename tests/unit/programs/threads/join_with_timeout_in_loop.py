"""`join(timeout)` in a loop until the thread is no longer alive."""
# expect: passed

import threading

log = []


def test_seen():
    thread = threading.Thread(target=log.append, args=(1,))
    thread.start()
    while thread.is_alive():
        thread.join(timeout=0.1)
    assert log == [1]
