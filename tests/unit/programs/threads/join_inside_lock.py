"""The parent joins with a lock held that the child needs."""
# expect: deadlock

import threading


def test_tree():
    log, lock = [], threading.Lock()

    def child():
        with lock:
            log.append("child")

    def parent():
        thread = threading.Thread(target=child)
        with lock:
            thread.start()
            thread.join()
        log.append("parent")

    thread = threading.Thread(target=parent)
    thread.start()
    thread.join()
    assert log == ["child", "parent"]
