"""The other thread is counted while it waits."""
# expect: passed

import threading


def test_two_threads():
    go = threading.Event()
    thread = threading.Thread(target=go.wait, name="waiter")
    thread.start()
    assert threading.active_count() == 2
    assert {t.name for t in threading.enumerate()} >= {"waiter"}
    go.set()
    thread.join()
    assert threading.active_count() == 1
