"""A thread is told from the main thread."""
# expect: passed

import threading


def test_told_apart(together):
    def look():
        return threading.current_thread() is threading.main_thread()

    assert together(look, look) == [False, False]
    assert look()
