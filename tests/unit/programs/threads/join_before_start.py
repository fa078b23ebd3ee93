"""A thread is joined before it was started."""
# expect: wrong

import threading


def test_tree():
    log = []

    def child():
        log.append("child")

    def parent():
        thread = threading.Thread(target=child)
        thread.join()
        thread.start()
        log.append("parent")

    thread = threading.Thread(target=parent)
    thread.start()
    thread.join()
    assert log == ["child", "parent"]
