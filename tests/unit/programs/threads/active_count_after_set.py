"""After `set` the thread may have ended, or not."""
# expect: race

import threading


def test_two_threads():
    go = threading.Event()
    thread = threading.Thread(target=go.wait, name="waiter")
    thread.start()
    assert threading.active_count() == 2
    assert {t.name for t in threading.enumerate()} >= {"waiter"}
    go.set()
    assert threading.active_count() == 2
    thread.join()
