"""A thread may be joined by two others, and again when it has ended."""
# expect: passed

import threading


def test_joined(together):
    log = []
    thread = threading.Thread(target=log.append, args=(1,))
    thread.start()

    def wait():
        thread.join()
        return list(log)

    assert together(wait, wait) == [[1], [1]]
    thread.join()
