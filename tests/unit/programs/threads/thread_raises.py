"""An exception leaves the thread, and nobody handles it."""
# expect: wrong

import threading


def test_hook():
    seen = []

    def fail():
        raise LookupError

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert seen == []
    assert not thread.is_alive()
