"""A lock that one thread takes and another gives back, as a signal."""
# expect: passed

import threading


def test_signal(together):
    signal, box = threading.Lock(), []
    signal.acquire()

    def sender():
        box.append("letter")
        signal.release()

    def receiver():
        signal.acquire()
        return box[0]

    assert together(receiver, sender)[0] == "letter"
