"""The child joins its parent."""
# expect: deadlock

import threading


def test_tree():
    log, threads = [], []

    def child():
        threads[0].join()
        log.append("child")

    def parent():
        thread = threading.Thread(target=child)
        thread.start()
        thread.join()
        log.append("parent")

    thread = threading.Thread(target=parent)
    threads.append(thread)
    thread.start()
    thread.join()
    assert log == ["child", "parent"]
