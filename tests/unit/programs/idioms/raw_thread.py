"""`_thread` itself: a lock tells that the thread has ended."""
# expect: passed

import _thread

ended, log = _thread.allocate_lock(), []


def work(n):
    log.append(n)
    ended.release()


def test_ended():
    ended.acquire()
    _thread.start_new_thread(work, (1,))
    ended.acquire()
    assert log == [1]
