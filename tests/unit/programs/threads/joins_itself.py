"""A thread joins itself."""
# expect: wrong

import threading


def test_tree():
    log = []

    def child():
        threading.current_thread().join()
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
