"""A thread that appends is taken not to have begun."""
# expect: race

import threading


def test_it():
    log = []
    thread = threading.Thread(target=log.append, args=(1,))
    thread.start()
    assert log == []
    thread.join()
