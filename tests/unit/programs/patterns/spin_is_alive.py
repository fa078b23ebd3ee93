"""The main thread polls `is_alive`."""
# expect: passed

import threading


def test_polled():
    done = []
    thread = threading.Thread(target=done.append, args=(1,))
    thread.start()
    while thread.is_alive():
        pass
    assert done == [1]
    thread.join()
