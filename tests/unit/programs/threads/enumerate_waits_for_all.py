"""The main thread joins whatever `threading.enumerate` shows besides itself."""
# expect: passed

import threading

log = []


def test_all_joined():
    for n in (1, 2):
        threading.Thread(target=log.append, args=(n,)).start()
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join()
    assert sorted(log) == [1, 2]
