"""Two threads, each joined by the one that started it."""
# expect: passed

import threading


def test_tree():
    log = []

    def child():
        log.append("child")

    def parent():
        thread = threading.Thread(target=child)
        thread.start()
        thread.join()
        log.append("parent")

    thread = threading.Thread(target=parent)
    thread.start()
    thread.join()
    assert log == ["child", "parent"]
